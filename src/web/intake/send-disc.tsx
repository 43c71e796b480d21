import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { sizeText } from '#web/evidence/evidence-texts.ts';
import { type RunningUpload, uploadFile } from '#web/evidence/upload-file.ts';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';

type Sending = { name: string; bytes: number; sentBytes: number; isPaused: boolean; message: string };

/** Sends a disc's image and has it verified. A lost connection goes on where it stopped. */
export function SendDisc({ id, onTaken }: { id: string; onTaken: (intakeId: string) => void }) {
  const [sending, setSending] = useState<Sending>();
  const running = useRef<RunningUpload>(undefined);
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: async (uploadId: string) =>
      (await answered(client.POST('/api/batches/{id}/intakes', { params: { path: { id } }, body: { uploadId } })))
        .jobId,
    onSuccess: () => setSending(undefined),
  });
  const { job, isOpen } = useJob(begin.data);
  const taken = job?.state === 'done' ? String(job.result?.intakeId) : undefined;
  useEffect(() => {
    if (taken === undefined) return;
    void queries.invalidateQueries({ queryKey: ['intakes', id] });
    onTaken(taken);
  }, [taken, queries, id, onTaken]);
  useEffect(() => () => running.current?.pause(), []);

  function send(file: File): void {
    const tell = (more: Partial<Sending>) => setSending((before) => before && { ...before, ...more });
    setSending({ name: file.name, bytes: file.size, sentBytes: 0, isPaused: false, message: '' });
    begin.reset();
    running.current = uploadFile(`/api/batches/${id}/disc-uploads`, file, {
      onProgress: (sentBytes) => tell({ sentBytes }),
      onSent: (uploadId) => begin.mutate(uploadId),
      onFailed: (error) => tell({ isPaused: true, message: error.message }),
    });
    running.current.start();
  }

  return (
    <section className="card">
      <h2>接收一张光盘</h2>
      <p className="soft">
        上传光盘映像（.iso）：核对每个文件的SHA-256和SM3、清单和签名，再与在线数据逐项对照。光盘可先用刻录软件存为映像；一套有几张的，逐张上传。
      </p>
      <label className="field">
        <span>光盘映像</span>
        <input
          type="file"
          accept=".iso,.img"
          disabled={(sending !== undefined && !sending.isPaused) || isOpen}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) send(file);
            event.target.value = '';
          }}
        />
      </label>
      {sending && (
        <div role="status">
          <p>
            正在上传“{sending.name}”：{sizeText(sending.sentBytes)}，共{sizeText(sending.bytes)}
          </p>
          <p className="actions">
            <progress aria-label="上传的进度" value={sending.sentBytes} max={sending.bytes} />
            {sending.isPaused && (
              <Button
                onClick={() => {
                  setSending({ ...sending, isPaused: false, message: '' });
                  running.current?.start();
                }}
              >
                继续
              </Button>
            )}
            <Button
              onClick={() => {
                running.current?.cancel();
                setSending(undefined);
              }}
            >
              取消
            </Button>
          </p>
        </div>
      )}
      {begin.data !== undefined && <JobProgress job={job} label="核验光盘" />}
      {(sending?.message || begin.error) && (
        <p role="alert" className="error">
          {sending?.message || begin.error?.message}
        </p>
      )}
    </section>
  );
}
