import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { sizeText } from '#web/evidence/evidence-texts.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { BesideOnline } from './beside-online.tsx';
import { type Intake, intakeQuery } from './intake-queries.ts';
import { aboutText, outcomes, problemKinds } from './intake-texts.ts';

/** One disc as it was taken in: whether it is whole and whose, and its figures beside those online. */
export function DiscPage() {
  const { id = '', intakeId = '' } = useParams({ strict: false });
  const intake = useQuery(intakeQuery(id, intakeId));
  return (
    <>
      <BatchHead id={id} title="光盘" />
      <p>
        <Link to="/batches/$id/intake" params={{ id }}>
          返回光盘接收
        </Link>
      </p>
      <Loaded query={intake}>
        {(data) => (
          <>
            <Verified intake={data} />
            {data.applications.map((application) => (
              <BesideOnline key={application.id} application={application} />
            ))}
            {data.applications.length === 0 && data.outcome !== 'unreadable' && (
              <p className="card soft">这张光盘上没有可以对照的填报数据；一套有几张的，填报数据可能在另一张上。</p>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function Verified({ intake }: { intake: Intake }) {
  const { outcome, files, bytes, fingerprint, signer, problems, at, by } = intake;
  return (
    <section className="card">
      <h2>{aboutText(intake)}</h2>
      <p className={outcomes[outcome].tone}>
        <strong>{outcomes[outcome].text}</strong>
        {outcome === 'intact' && `：${files}个文件与清单一致。`}
      </p>
      <p className="soft">
        {files}个文件，{sizeText(bytes)}；{momentText(at)}由{by}接收。
      </p>
      {fingerprint && (
        <p>
          签名：{signer ?? '未登记的密钥'}，指纹<span className="digest">{fingerprint}</span>
        </p>
      )}
      {problems.length > 0 && (
        <table className="data stacks">
          <thead>
            <tr>
              <th>问题</th>
              <th>文件</th>
              <th>说明</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ kind, path, message }) => (
              <tr key={`${kind} ${path} ${message}`}>
                <td data-label="问题" className="error">
                  {problemKinds[kind] ?? kind}
                </td>
                <td data-label="文件">{path === '' ? '—' : path}</td>
                <td data-label="说明">{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {problems.length > 0 && <p>请通知报送单位核对后重新制作；有问题的光盘不作为正式材料。</p>}
    </section>
  );
}
