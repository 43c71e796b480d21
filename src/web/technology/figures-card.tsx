import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { yuan } from './keywords.ts';
import { type Figures, figuresQuery } from './technology-queries.ts';

/** Conversion rate, receipts, results and benefit by year; each year opens into what its projects add. */
export function FiguresCard({ id }: { id: string }) {
  const figures = useQuery(figuresQuery(id));
  return (
    <Loaded query={figures}>
      {({ years }) => (
        <section className="card" aria-label="转化与到账">
          <div className="technology-head">
            <h2>转化与到账</h2>
            <span className="soft">由合同、到账和企业确认的转化算出，与台账一致</span>
          </div>
          {years.length === 0 && <p className="soft">还没有到账、验收或转化。打开合同逐项登记。</p>}
          {years.map((each) => (
            <Year key={each.year} id={id} figures={each} />
          ))}
        </section>
      )}
    </Loaded>
  );
}

function Year({ id, figures }: { id: string; figures: Figures['years'][number] }) {
  const { year, receivedWan, completed, transferred, rate, results, benefit, projects } = figures;
  return (
    <details open={projects.length <= 10}>
      <summary>
        <strong>{year}年</strong>　到账{receivedWan}万元　成果转化率{rate === null ? '—' : `${rate}%`}（{transferred}/
        {completed}）　成果{results}项　经企业确认的效益{yuan(benefit)}
      </summary>
      <div className="scroll">
        <table className="data stacks">
          <thead>
            <tr>
              <th>项目</th>
              <th>到账（万元）</th>
              <th>本年验收</th>
              <th>年底前转化</th>
              <th>成果</th>
              <th>效益</th>
            </tr>
          </thead>
          <tbody>
            {projects.map((project) => (
              <tr key={project.id}>
                <td data-label="项目">
                  <Link to="/consortia/$id/technology/contracts/$contractId" params={{ id, contractId: project.id }}>
                    {project.title}
                  </Link>
                </td>
                <td data-label="到账（万元）" className="number">
                  {project.receivedWan}
                </td>
                <td data-label="本年验收">{project.isCompleted ? '是' : '—'}</td>
                <td data-label="年底前转化">{project.isTransferred ? '是' : '—'}</td>
                <td data-label="成果" className="number">
                  {project.results}
                </td>
                <td data-label="效益" className="number">
                  {yuan(project.benefit)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
