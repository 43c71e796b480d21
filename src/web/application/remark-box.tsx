import { useEffect, useRef, useState } from 'react';
import { remarksKey } from '#web/revision/remarks-key.ts';
import { keepText, useKeptText } from '#web/ui/kept-texts.ts';
import { useForm } from './use-form.ts';

/** Where an officer writes a remark at the cell it is about, while reading; it is sent when the form is returned. */
export function RemarkBox({ path, label }: { path: string; label: string }) {
  const { application, myId } = useForm();
  const key = remarksKey(application.id, myId);
  const text = useKeptText(key, path);
  const put = (remark: string | undefined) => keepText(key, path, remark);
  const [isBegun, setIsBegun] = useState(false);
  const begin = () => {
    setIsBegun(true);
    put('');
  };
  if (text !== undefined) return <Writing label={label} text={text} put={put} takesFocus={isBegun} />;
  return (
    <button type="button" className="remark-begin" aria-label={`对“${label}”写意见`} onClick={begin}>
      写意见
    </button>
  );
}

function Writing({
  label,
  text,
  put,
  takesFocus,
}: {
  label: string;
  text: string;
  put: (remark: string | undefined) => void;
  takesFocus: boolean;
}) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  return (
    <span className="cell-remark remark-draft">
      <textarea
        ref={box}
        className="cell-box"
        aria-label={`对“${label}”的意见`}
        rows={2}
        maxLength={5000}
        placeholder="退回时一并送达；现在只存在本机"
        value={text}
        onChange={(event) => put(event.target.value)}
      />
      <button type="button" aria-label={`删去对“${label}”的意见`} onClick={() => put(undefined)}>
        删去
      </button>
    </span>
  );
}
