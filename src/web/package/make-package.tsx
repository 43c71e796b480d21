import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { sizeText } from '#web/evidence/evidence-texts.ts';
import { JobProgress } from '#web/job/job-progress.tsx';
import { type Job, useJob } from '#web/job/use-job.ts';
import { momentText } from '#web/ui/moment.ts';
import type { Package } from './package-query.ts';

type Made = {
  files?: { name: string; bytes: number }[];
  volumes?: { consortium: string; spine: { pages: number; widthMm: number } }[];
};

const names = { disc: '光盘映像', zip: '压缩包' } as const;

/** Discs ready to burn, or the same as a zip with what is to be printed; and what was made before. */
export function MakePackage({ pack }: { pack: Package }) {
  const [medium, setMedium] = useState('4.7GB');
  const queries = useQueryClient();
  const path = { id: pack.batch.id, unitId: pack.unit.id };
  const begin = useMutation({
    mutationFn: async (as: keyof typeof names) =>
      (
        await answered(
          client.POST('/api/batches/{id}/packages/{unitId}/jobs', { params: { path }, body: { as, medium } }),
        )
      ).jobId,
  });
  const { job, isOpen } = useJob(begin.data ?? openJob(pack)?.id);
  const hasEnded = job !== undefined && !isOpen;
  useEffect(() => {
    if (hasEnded) void queries.invalidateQueries({ queryKey: ['package', path.id] });
  }, [hasEnded, queries, path.id]);
  const done = pack.jobs.filter(({ state }) => state === 'done');
  return (
    <section className="card">
      <h2>光盘和压缩包</h2>
      <p className="soft">
        光盘映像含全部文件、支撑材料、填报数据和审计记录摘录，附SHA-256与SM3清单，并以本省密钥（Ed25519和SM2）签名；下载后直接刻录。压缩包另含双面打印的推荐书、支撑材料的封面和书脊。
      </p>
      <p>
        签名密钥指纹：
        {pack.key ? <span className="digest">{pack.key.fingerprint}</span> : '第一次制作光盘时建立，以后一直使用。'}
      </p>
      <div className="actions" style={{ alignItems: 'end' }}>
        <label className="field" style={{ marginBottom: 0 }}>
          <span>光盘容量</span>
          <select value={medium} onChange={(event) => setMedium(event.target.value)}>
            {pack.media.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Button
          type="primary"
          disabled={pack.submittedAt === null || isOpen}
          loading={begin.isPending}
          onClick={() => begin.mutate('disc')}
        >
          制作光盘映像
        </Button>
        <Button disabled={pack.submittedAt === null || isOpen} onClick={() => begin.mutate('zip')}>
          制作压缩包
        </Button>
        {pack.submittedAt === null && <span className="warning">推荐名单提交后才能制作。</span>}
      </div>
      {(isOpen || begin.data !== undefined) && <JobProgress job={job} label="制作" />}
      {begin.error && (
        <p role="alert" className="error">
          {begin.error.message}
        </p>
      )}
      {done.length > 0 && (
        <ul className="plain-list">
          {done.map((each) => (
            <MadeJob key={each.id} job={each} />
          ))}
        </ul>
      )}
    </section>
  );
}

const openJob = ({ jobs }: Package) => jobs.find(({ state }) => state === 'waiting' || state === 'running');

function MadeJob({ job }: { job: Job }) {
  const { files = [], volumes = [] } = (job.result ?? {}) as Made;
  const as = job.parameters.as === 'zip' ? 'zip' : 'disc';
  return (
    <li>
      {momentText(job.updatedAt)}制作的{names[as]}
      {as === 'disc' && `（${String(job.parameters.medium)}）`}：
      {files.map(({ name, bytes }, index) => (
        <span key={name}>
          {index > 0 && '、'}
          <a href={`/api/jobs/${job.id}/results/${index + 1}`} download>
            {name}
          </a>
          （{sizeText(bytes)}）
        </span>
      ))}
      {volumes.map(({ consortium, spine }) => (
        <div key={consortium} className="soft">
          {consortium}的支撑材料共{spine.pages}页，书脊宽{spine.widthMm}毫米。
        </div>
      ))}
    </li>
  );
}
