import { momentText } from '#web/ui/moment.ts';
import type { Application } from './market-queries.ts';

/** The way to what all have agreed to, as a paper. */
export function OfferPapers({ at, kind }: { at: string; kind: Application['kind'] }) {
  const name = kind === 'job' ? '就业协议书' : '录用确认书';
  return (
    <span className="actions">
      <a href={`${at}/agreement.pdf`}>{name}（PDF）</a>
      <a href={`${at}/agreement.docx`}>{name}（Word）</a>
    </span>
  );
}

/** When and where to be seen, what is offered, what was said, and whose word is still awaited. */
export function ApplicationNews({
  application,
}: {
  application: Pick<
    Application,
    'state' | 'kind' | 'interview' | 'offer' | 'answer' | 'consents' | 'schoolRemark' | 'apprenticeshipId'
  >;
}) {
  const { state, kind, interview, offer, answer, consents, schoolRemark } = application;
  const awaited = [...(consents.isMinor && !consents.guardian ? ['监护人'] : []), ...(consents.school ? [] : ['学校'])];
  return (
    <>
      {state === 'interview' && interview && (
        <div>
          面试：{momentText(interview.at).slice(0, -3)}，{interview.place}
        </div>
      )}
      {offer && (
        <div>
          {kind === 'job' ? '月薪' : '津贴'}
          {offer.pay}元　{offer.startsOn}
          {offer.endsOn ? `至${offer.endsOn}` : '起'}
          {offer.probationMonths !== null && `　试用期${offer.probationMonths}个月`}
          {state === 'offered' && `　请在${offer.until}之前答复`}
        </div>
      )}
      {answer !== '' && <div className="soft">企业：{answer}</div>}
      {state === 'accepted' && awaited.length > 0 && <div className="warning">待{awaited.join('、')}同意</div>}
      {state === 'refused' && <div className="warning">学校：{schoolRemark}</div>}
      {application.apprenticeshipId !== null && state === 'agreed' && (
        <div className="soft">学校正在办理三方协议，由学校把签署的链接交给本人。</div>
      )}
    </>
  );
}
