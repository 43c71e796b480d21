import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { momentText } from '#web/ui/moment.ts';
import { dropFinding, type FindingStage, useWaitingFindings } from './finding-outbox.ts';
import './finding.css';

export type Finding = {
  id: string;
  cell: string | null;
  text: string;
  place: string;
  seenAt: string;
  by: string;
  files: readonly { digest: string; name: string; mediaType: string }[];
};

type Props<F extends Finding> = {
  stage: FindingStage;
  applicationId: string;
  findings: readonly F[];
  cells: readonly { cell: string; label: string }[];
  /** Once one that waited here has reached the server. */
  onSent: () => void;
  /** What stands below a finding. */
  below?: (finding: F) => ReactNode;
};

/** What was seen on site: what still waits on this device, then what the server has. */
export function FindingList<F extends Finding>({ stage, applicationId, findings, cells, onSent, below }: Props<F>) {
  const { waiting, sent } = useWaitingFindings(applicationId, stage);
  useEffect(() => {
    if (sent > 0) onSent();
  }, [sent, onSent]);
  const labelOf = (cell: string | null | undefined) => cells.find((each) => each.cell === cell)?.label;
  return (
    <>
      {waiting.map((finding) => (
        <article key={finding.id} className="finding">
          <p>
            {labelOf(finding.cell) && <strong>{labelOf(finding.cell)}：</strong>}
            {finding.text}
          </p>
          <p className={finding.refused ? 'error' : 'warning'} role="status">
            {finding.refused ?? `已存在本机，有网络后自动发送（照片和文件${finding.files.length}个）。`}{' '}
            {finding.refused && (
              <Button size="small" onClick={() => void dropFinding(finding.id)}>
                删去
              </Button>
            )}
          </p>
        </article>
      ))}
      {findings.map((finding) => (
        <article key={finding.id} className="finding">
          <p>
            {labelOf(finding.cell) && <strong>{labelOf(finding.cell)}：</strong>}
            {finding.text}
          </p>
          <p className="soft">
            {finding.place && `${finding.place}，`}
            {momentText(finding.seenAt)}，{finding.by}
          </p>
          <div className="finding-files">
            {finding.files.map(({ digest, name, mediaType }) => {
              const address = `/api/applications/${applicationId}/findings/${finding.id}/files/${digest}`;
              return (
                <a key={digest} href={address} target="_blank" rel="noreferrer">
                  {mediaType.startsWith('image/') ? <img src={address} alt={name} loading="lazy" /> : name}
                </a>
              );
            })}
          </div>
          {below?.(finding)}
        </article>
      ))}
      {findings.length + waiting.length === 0 && <p className="soft">还没有现场发现。</p>}
    </>
  );
}
