import { Button } from 'antd';
import { useId, useState } from 'react';
import type { LedgerField } from '#core/ledger/kind.ts';
import { positionKindLabels, positionKinds } from '#core/talent/position.ts';
import { type PositionSearch, readPositionSearch } from '#core/talent/position-search.ts';
import { useCodePicker } from '#web/ledger/code-picker.tsx';
import '#web/ledger/ledger.css';

type Typed = Record<'q' | 'occupation' | 'kind' | 'place' | 'level' | 'pay', string> & { all: boolean };

const occupationField: LedgerField = { type: 'code', catalogue: 'occupation', label: '职业' };

/** What positions are looked for by: words are typed and sent, what is chosen counts at once. */
export function PositionFilters(props: {
  search: PositionSearch;
  levels: readonly string[];
  onSearch: (search: PositionSearch) => void;
}) {
  const { search, levels, onSearch } = props;
  const id = useId();
  const [typed, setTyped] = useState<Typed>(() => typedOf(search));
  const [isPicking, setPicking] = useState(false);
  const set = (more: Partial<Typed>) => setTyped({ ...typed, ...more });
  const send = (more: Partial<Typed> = {}) => {
    const next = { ...typed, ...more };
    setTyped(next);
    onSearch(readPositionSearch(next));
  };
  const picker = useCodePicker(occupationField, typed.occupation, isPicking, (occupation) => send({ occupation }));
  const isNoCode = typed.occupation.trim() !== '' && readPositionSearch(typed).occupation === undefined;
  const isAsked = Object.keys(search).length > 0;
  return (
    <form
      className="position-filters"
      aria-label="查找岗位"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="field wide">
        <label htmlFor={`${id}-q`}>查找</label>
        <input
          id={`${id}-q`}
          className="text"
          type="search"
          maxLength={100}
          placeholder="岗位、职业、企业、地点、技能，几个词用空格分开"
          value={typed.q}
          onChange={(event) => set({ q: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-occupation`}>职业</label>
        <input
          id={`${id}-occupation`}
          className="text"
          maxLength={100}
          placeholder="名称、代码或拼音"
          aria-invalid={isNoCode && !isPicking}
          aria-describedby={`${id}-code`}
          value={typed.occupation}
          {...picker.input}
          onChange={(event) => set({ occupation: event.target.value })}
          onFocus={() => setPicking(true)}
          onBlur={() => setPicking(false)}
          onKeyDown={picker.onKey}
        />
        {picker.list}
        <span id={`${id}-code`} className="error">
          {isNoCode && !isPicking && '从目录中选，或填代码，如6-18；名称请填在“查找”里。'}
        </span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-kind`}>类型</label>
        <select
          id={`${id}-kind`}
          className="text"
          value={typed.kind}
          onChange={(event) => send({ kind: event.target.value })}
        >
          <option value="">全部</option>
          {positionKinds.map((kind) => (
            <option key={kind} value={kind}>
              {positionKindLabels[kind]}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-place`}>地点</label>
        <input
          id={`${id}-place`}
          className="text"
          type="search"
          maxLength={100}
          value={typed.place}
          onChange={(event) => set({ place: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-level`}>学历</label>
        <select
          id={`${id}-level`}
          className="text"
          value={typed.level}
          onChange={(event) => send({ level: event.target.value })}
        >
          <option value="">全部</option>
          {[...new Set([...levels, ...(typed.level === '' ? [] : [typed.level])])].map((level) => (
            <option key={level}>{level}</option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-pay`}>月薪不低于（元）</label>
        <input
          id={`${id}-pay`}
          className="text"
          inputMode="numeric"
          value={typed.pay}
          onChange={(event) => set({ pay: event.target.value.replace(/\D/g, '').slice(0, 6) })}
        />
      </div>
      <p className="actions wide">
        <Button type="primary" htmlType="submit">
          查找
        </Button>
        {isAsked && <Button onClick={() => onSearch({})}>清空条件</Button>}
        <label>
          <input type="checkbox" checked={typed.all} onChange={(event) => send({ all: event.target.checked })} />
          也查找已到期和撤下的
        </label>
      </p>
    </form>
  );
}

function typedOf({ q = '', occupation = '', kind, place = '', level = '', pay, all }: PositionSearch): Typed {
  return {
    q,
    occupation,
    kind: kind ?? '',
    place,
    level,
    pay: pay === undefined ? '' : String(pay),
    all: all === true,
  };
}
