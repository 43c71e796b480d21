import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { TalentTabs } from '#web/talent/talent-tabs.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { CaseActs } from './case-acts.tsx';
import { caseQuery, caseStates, grades, type MajorCase, type Stand, shareText } from './major-queries.ts';
import '#web/talent/talent.css';

const deciders = { school: '学校', council: '理事会' } as const;

/** The file of an adjustment: why it was opened, what was found, what was decided by whom, and what came of it. */
export function MajorCasePage() {
  const { id = '', caseId = '' } = useParams({ strict: false });
  const query = useQuery(caseQuery(id, caseId));
  return (
    <>
      <ConsortiumHead id={id} title="专业调整档案" />
      <TalentTabs id={id} />
      <p>
        <Link to="/consortia/$id/talent/majors" params={{ id }}>
          返回专业预警
        </Link>
      </p>
      <Loaded query={query}>
        {(file) => (
          <>
            <section className="card" aria-label="立档">
              <div className="talent-head">
                <h2>{file.label}</h2>
                <span>{file.school.name}</span>
                <strong>{caseStates[file.state]}</strong>
              </div>
              <p>
                {file.openedOn}立档：{file.why}
              </p>
              <Stands file={file} />
            </section>
            <Findings id={id} file={file} />
            <Decision file={file} />
            {file.mayAct && <CaseActs id={id} file={file} />}
          </>
        )}
      </Loaded>
    </>
  );
}

const lines: readonly (readonly [string, (stand: Stand) => string])[] = [
  ['日期', ({ day }) => day],
  ['判断', ({ grade }) => grades[grade]],
  ['理由', ({ reasons }) => reasons.map(({ text }) => text).join('；') || '没有'],
  ['今后毕业', ({ students }) => `${students}人`],
  ['对应职业的供给/需求', ({ supply, demand }) => `${supply}/${demand}人`],
  ['就业率', ({ employment }) => shareText(employment)],
  ['报到率', ({ admission }) => shareText(admission)],
];

/** The major when the file was opened, and now or when it was closed, side by side. */
function Stands({ file }: { file: MajorCase }) {
  const later = file.closedWith ?? file.now;
  const stands: (readonly [string, Stand])[] = [['立档时', file.openedWith]];
  if (later !== null) stands.push([file.closedWith ? '办结时' : '现在', later]);
  return (
    <div className="scroll">
      <table className="data">
        <thead>
          <tr>
            <th>数据</th>
            {stands.map(([name]) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, textOf]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {stands.map(([which, stand]) => (
                <td key={which}>{textOf(stand)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Findings({ id, file }: { id: string; file: MajorCase }) {
  return (
    <section className="card" aria-label="论证">
      <h2>论证</h2>
      {file.findings.length === 0 ? (
        <p className="soft">还没有论证意见。把企业意见、就业跟踪、专家意见逐条记下，并附上证据材料。</p>
      ) : (
        <ol>
          {file.findings.map(({ id: findingId, text, person, at, evidence }) => (
            <li key={findingId}>
              {text}{' '}
              {evidence && (
                <Link to="/consortia/$id/evidence" params={{ id }}>
                  {evidence.title}
                </Link>
              )}
              <div className="soft">
                {person}　{momentText(at)}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Decision({ file }: { file: MajorCase }) {
  if (file.decidedBy === null) return null;
  return (
    <section className="card" aria-label="决定和成效">
      <h2>决定和成效</h2>
      <p>
        {file.decidedOn}，{deciders[file.decidedBy]}决定：<strong>{file.action || '不调整'}</strong>（{file.reference}）
      </p>
      <p>{file.basis}</p>
      {file.state === 'adjusted' && (
        <p className="soft">已计入“专业动态调整”台账；{file.effectFrom}起可以登记成效并办结。</p>
      )}
      {file.closedOn !== null && (
        <p>
          {file.closedOn}办结，成效：{file.effect}
        </p>
      )}
    </section>
  );
}
