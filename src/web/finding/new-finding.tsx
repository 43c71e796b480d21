import { Button } from 'antd';
import { useState } from 'react';
import { type FindingStage, keepFinding } from './finding-outbox.ts';

type Props = {
  stage: FindingStage;
  applicationId: string;
  revision: number;
  cells: readonly { cell: string; label: string }[];
};

/** Writes down what is seen, with photographs: on this device first, so that it needs no network. */
export function NewFinding({ stage, applicationId, revision, cells }: Props) {
  const [text, setText] = useState('');
  const [place, setPlace] = useState('');
  const [cell, setCell] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const keep = async () => {
    await keepFinding({
      id: crypto.randomUUID(),
      stage,
      applicationId,
      revision,
      ...(cell === '' ? {} : { cell }),
      text: text.trim(),
      place: place.trim(),
      seenAt: new Date().toISOString(),
      files: files.map((file) => ({ name: file.name, blob: file })),
    });
    setText('');
    setFiles([]);
  };
  return (
    <form
      aria-label="记录现场发现"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label className="field">
        <span>发现</span>
        <textarea
          className="text"
          rows={2}
          required
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="actions">
        <label className="inline-field">
          地点
          <input
            className="text inline"
            maxLength={200}
            value={place}
            onChange={(event) => setPlace(event.target.value)}
          />
        </label>
        <label className="inline-field">
          涉及
          <select className="text inline" value={cell} onChange={(event) => setCell(event.target.value)}>
            <option value="">（不涉及具体填报项）</option>
            {cells.map((each) => (
              <option key={each.cell} value={each.cell}>
                {each.label}
              </option>
            ))}
          </select>
        </label>
        <label className="inline-field">
          照片和文件
          <input
            key={files.length === 0 ? 'none' : 'some'}
            type="file"
            multiple
            accept="image/*,application/pdf"
            onChange={(event) => setFiles([...(event.target.files ?? [])])}
          />
        </label>
        <Button htmlType="submit">记下</Button>
      </div>
    </form>
  );
}
