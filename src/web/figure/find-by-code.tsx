import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { readFigureCode } from '#core/figure/figure-code.ts';

/** Opens a figure by the code printed beside it; a letter typed wrong is told at once. */
export function FindByCode({ code = '' }: { code?: string }) {
  const [typed, setTyped] = useState(code);
  const [isMistyped, setIsMistyped] = useState(false);
  const navigate = useNavigate();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const known = readFigureCode(typed);
    setIsMistyped(known === undefined);
    if (known !== undefined) await navigate({ to: '/figures/codes/$code', params: { code: known } });
  };
  return (
    <form className="actions find-by-code no-print" onSubmit={submit}>
      <label>
        按数据码查数{' '}
        <input
          className="text inline"
          required
          maxLength={40}
          size={18}
          autoComplete="off"
          placeholder="如 7KQ2M-9XWPP"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Button htmlType="submit">查数</Button>
      {isMistyped && (
        <span role="alert" className="error">
          数据码输错了，请对照纸面重新输入（10个字符，不含0、1、I、L、O）。
        </span>
      )}
    </form>
  );
}
