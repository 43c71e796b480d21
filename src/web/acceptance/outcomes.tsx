import { momentText } from '#web/ui/moment.ts';
import type { Case, Look } from './acceptance-queries.ts';
import { outcomeClass } from './outcome-class.ts';

const acts = { decision: '验收', 'second-look': '整改复核', appeal: '申诉复核' } as const;

/** What was decided, act by act, with what was done about a rectification, and where the outcome was used. */
export function Outcomes({ consortiumId, acceptance }: { consortiumId: string; acceptance: Case }) {
  const { id, outcomes, rectifications, looks, handedOn } = acceptance;
  if (outcomes.length === 0) return null;
  const latest = outcomes.at(-1);
  const fileOf = (version: number, paper: string) => (format: string) =>
    `/api/consortia/${consortiumId}/acceptance/acts/${version}/${paper}.${format}?batch=${id}`;
  const about = (version: number) => rectifications.find((each) => each.version === version);
  return (
    <section className="card">
      <h2>
        结论：{latest && <span className={outcomeClass(latest.outcome)}>{latest.label}</span>}
        {latest && !latest.isPublished && <span className="soft">（未公布）</span>}
      </h2>
      <ol className="acts">
        {outcomes.map(({ version, act, outcome, label, reason, dueOn, isPublished, by, at }) => (
          <li key={version}>
            {acts[act]}：<strong className={outcomeClass(outcome)}>{label}</strong>
            {dueOn && `，${dueOn}前完成整改`}
            {!isPublished && <span className="soft">（未公布）</span>}
            <div className="said">{reason}</div>
            <div className="soft">
              {by}，{momentText(at)}
            </div>
            {isPublished && <Papers href={fileOf(version, 'letter')} name={`${acts[act]}结论通知`} />}
            <Rectification consortiumId={consortiumId} rectification={about(version)} />
            <SecondVisit look={looks.find((each) => each.version === version)} href={fileOf(version, 'look')} />
          </li>
        ))}
      </ol>
      {handedOn.length > 0 && (
        <p className="soft">
          结果已提供：{handedOn.map(({ use, recipient, at }) => `${use}（${recipient}，${momentText(at)}）`).join('；')}
          。
        </p>
      )}
    </section>
  );
}

function Rectification(props: { consortiumId: string; rectification: Case['rectifications'][number] | undefined }) {
  const { consortiumId, rectification } = props;
  if (!rectification) return null;
  return (
    <div>
      <strong>整改报告</strong>
      <div className="said">{rectification.text}</div>
      <div className="soft">
        材料：
        {rectification.evidence.map(({ id, title }, at) => (
          <span key={id}>
            {at > 0 && '、'}
            <a href={`/api/evidence/${id}/file`}>{title}</a>
          </span>
        ))}
        　<a href={`/consortia/${consortiumId}/evidence`}>全部证据材料</a>
        <br />
        {rectification.by}，{momentText(rectification.at)}
      </div>
    </div>
  );
}

function Papers({ href, name }: { href: (format: string) => string; name: string }) {
  return (
    <div className="actions">
      <a href={href('docx')} download>
        {name}（Word）
      </a>
      <a href={href('pdf')} download>
        {name}（PDF）
      </a>
    </div>
  );
}

/** What the visit before the second look found, once its record is closed. */
function SecondVisit({ look, href }: { look: Look | undefined; href: (format: string) => string }) {
  if (!look?.endedAt) return null;
  const open = look.points.filter(({ outcome }) => outcome === 'unsettled').length;
  return (
    <div>
      <strong>整改复核考察</strong>
      <span className="soft">
        　{look.day}，{look.place}，{look.people}
      </span>
      <div>
        核对{look.points.length}项，{open === 0 ? '均已整改到位' : `${open}项仍有问题`}。
      </div>
      <div className="said">{look.conclusion}</div>
      <Papers href={href} name="复核考察记录" />
    </div>
  );
}
