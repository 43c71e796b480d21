import { Button } from 'antd';
import { type DragEvent, useId, useState } from 'react';
import type { EvidencePlace, MayUpload } from './evidence-queries.ts';
import { sizeText } from './evidence-texts.ts';
import { type Period, PeriodInputs } from './period-inputs.tsx';
import { type UploadRow, useUploads } from './use-uploads.ts';

const accepted = '.png,.jpg,.jpeg,.webp,.pdf,.docx,.xlsx,.csv,.txt';

/** Where files are chosen or dropped, and how far each of them is. */
export function Uploader(props: { consortiumId: string; may: MayUpload; place?: EvidencePlace | undefined }) {
  const { consortiumId, may, place } = props;
  const uploads = useUploads(consortiumId);
  const [period, setPeriod] = useState<Period>({ from: '', to: '' });
  const [memberId, setMemberId] = useState(may.asSecretariat ? '' : (may.members[0]?.id ?? ''));
  const [isOver, setIsOver] = useState(false);
  const input = useId();
  const take = (files: FileList | null) => {
    const saying = {
      memberId: memberId || null,
      periodFrom: period.from || null,
      periodTo: period.to || null,
      entries: place && 'entryId' in place ? [place.entryId] : [],
      tasks: place && 'taskId' in place ? [place.taskId] : [],
      spendings: place && 'spendingId' in place ? [place.spendingId] : [],
      resources: place && 'resourceId' in place ? [place.resourceId] : [],
      points: place && 'point' in place ? [place.point] : [],
    };
    for (const file of files ?? []) uploads.add(file, saying);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  if (!may.asSecretariat && may.members.length === 0) return null;
  return (
    <section aria-label="上传证据材料">
      <div className="evidence-settings">
        {may.members.length > 1 && (
          <label>
            代表{' '}
            <select className="text" value={memberId} onChange={(event) => setMemberId(event.target.value)}>
              {may.members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <PeriodInputs period={period} onChange={setPeriod} />
      </div>
      <label
        htmlFor={input}
        className={isOver ? 'evidence-drop over' : 'evidence-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <input
          id={input}
          type="file"
          multiple
          accept={accepted}
          onChange={(event) => {
            take(event.target.files);
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
        <span>选择文件，或拖到这里</span>
        <span className="soft">图片、PDF、Word、Excel、CSV、文本，每个最大200 MB；断线后可接着传</span>
      </label>
      <ul className="plain-list" aria-label="上传进度">
        {uploads.rows.map((row) => (
          <Progress key={row.key} row={row} uploads={uploads} />
        ))}
      </ul>
    </section>
  );
}

const states: Readonly<Record<UploadRow['state'], string>> = {
  sending: '正在上传',
  paused: '已暂停',
  examining: '正在检查文件',
  done: '已登记',
  refused: '没有收下',
};

function Progress({ row, uploads }: { row: UploadRow; uploads: ReturnType<typeof useUploads> }) {
  const { key, name, bytes, sentBytes, state, message } = row;
  const isOpen = state === 'sending' || state === 'paused';
  return (
    <li className="evidence-progress">
      <span className="evidence-name">{name}</span>
      <span role="status" className={state === 'refused' ? 'error' : state === 'done' ? 'good' : 'soft'}>
        {states[state]}
      </span>
      {isOpen && (
        <>
          <progress aria-label={`“${name}”的上传进度`} value={sentBytes} max={bytes} />
          <span className="soft">
            {sizeText(sentBytes)}/{sizeText(bytes)}
          </span>
        </>
      )}
      <span className="actions">
        {state === 'sending' && (
          <Button size="small" aria-label={`暂停上传“${name}”`} onClick={() => uploads.pause(key)}>
            暂停
          </Button>
        )}
        {state === 'paused' && (
          <Button size="small" aria-label={`继续上传“${name}”`} onClick={() => uploads.goOn(key)}>
            继续
          </Button>
        )}
        {state !== 'examining' && (
          <Button
            size="small"
            aria-label={`${isOpen ? '放弃上传' : '从列表中移去'}“${name}”`}
            onClick={() => uploads.remove(key)}
          >
            {isOpen ? '放弃' : '移去'}
          </Button>
        )}
      </span>
      {message !== '' && <p className={state === 'done' ? 'warning' : 'error'}>{message}</p>}
    </li>
  );
}
