import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ApiProblem } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { MakePackage } from './make-package.tsx';
import { type Package, type PackageApplication, packageQuery } from './package-query.ts';
import { Scans } from './scans.tsx';

/** What a province hands in on paper and on disc: of what it consists, what is missing, and the discs themselves. */
export function PackagePage() {
  const { id = '' } = useParams({ strict: false });
  const unit = useQuery(meQuery).data?.roles.find(({ role }) => role === 'provincial-officer')?.unit;
  const pack = useQuery(packageQuery(id, unit?.id));
  const isEmpty = pack.error instanceof ApiProblem && pack.error.status === 404;
  return (
    <>
      <BatchHead id={id} title="报送材料" />
      {isEmpty ? (
        <p className="card">
          推荐名单还是空的：请先在
          <Link to="/batches/$id/recommendation" params={{ id }}>
            排序推荐
          </Link>
          中选入已核实的申报，这里就会列出要报送的材料。
        </p>
      ) : (
        <Loaded query={pack}>
          {(data) => (
            <>
              <Missing pack={data} />
              <List pack={data} />
              {data.applications.map((application) => (
                <Application key={application.id} pack={data} application={application} />
              ))}
              <MakePackage pack={data} />
            </>
          )}
        </Loaded>
      )}
    </>
  );
}

function Missing({ pack: { missing, unit, submittedAt } }: { pack: Package }) {
  return (
    <section className="card">
      <h2>{unit.name}的报送材料</h2>
      {submittedAt && <p>推荐名单已于{momentText(submittedAt)}提交。</p>}
      {missing.length === 0 ? (
        <p className="good">材料齐全，可以制作光盘并打印。</p>
      ) : (
        <>
          <p className="warning">还缺{missing.length}项：</p>
          <ul>
            {missing.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function List({ pack }: { pack: Package }) {
  const at = `/api/batches/${pack.batch.id}/recommendations/${pack.unit.id}`;
  return (
    <section className="card">
      <h2>全省一份</h2>
      <ul className="plain-list">
        <li className="actions">
          <a href={`${at}/letter.docx`} download>
            推荐函（Word）
          </a>
          <a href={`${at}/summary.xlsx`} download>
            推荐名单汇总表（Excel）
          </a>
          <a href={`${at}/summary.docx`} download>
            推荐名单汇总表（Word）
          </a>
        </li>
        <Scans pack={pack} kind="letter" title="推荐函签字盖章件" papers={pack.letters} />
      </ul>
    </section>
  );
}

function Application({ pack, application }: { pack: Package; application: PackageApplication }) {
  const { id, consortium, rank, revision, figures, corrected, evidence, hasOpinionPage, papers } = application;
  const form = `/api/applications/${id}/revisions/${revision}`;
  const at = `/api/batches/${pack.batch.id}/packages/${pack.unit.id}/applications/${id}`;
  const papersOf = { pack, application: id, papers };
  return (
    <section className="card" aria-label={consortium.name}>
      <h2>
        {rank}．{consortium.name}
      </h2>
      <p className="soft">
        推荐书第{revision}版；核实{figures}项数据，其中{corrected}项更正或不予认可；支撑材料{evidence}件。
      </p>
      <ul className="plain-list">
        <li className="actions">
          <a href={`${form}/form.docx`} download>
            推荐书（Word）
          </a>
          <a href={`${form}/form.pdf?download`} download>
            推荐书（PDF）
          </a>
          <a href={`/api/applications/${id}/verified-form.docx`} download>
            核实后的推荐书（Word）
          </a>
          <a href={`/api/applications/${id}/verified-form.pdf?download`} download>
            核实后的推荐书（PDF）
          </a>
          <a href={`${at}/booklet.pdf`} download>
            双面打印的推荐书（PDF）
          </a>
          {hasOpinionPage && (
            <>
              <a href={`${at}/opinion.docx`} download>
                意见页（Word）
              </a>
              <a href={`${at}/opinion.pdf`} download>
                意见页（PDF）
              </a>
            </>
          )}
          <a href={`${at}/verification.docx`} download>
            核实记录（Word）
          </a>
        </li>
        <Scans {...papersOf} kind="form" title="推荐书签字盖章件" />
        {hasOpinionPage && <Scans {...papersOf} kind="opinion" title="意见页签字盖章件" />}
      </ul>
    </section>
  );
}
