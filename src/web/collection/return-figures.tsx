import { figureText, numberText } from '#core/figure/figure-text.ts';
import type { Return, ReturnFigure } from './collection-queries.ts';
import { EditCell } from './edit-cell.tsx';

const told = (value: string | null) => (value === null ? '—' : numberText(value));
/** Whether anything at all is known of a figure: rows of dashes only hide the others. */
const saysAnything = ({ value, previous, committed, planned, reason }: ReturnFigure) =>
  [value, previous, committed, planned].some((one) => one !== null) || reason !== '';
const percent = (share: string) => `${Math.floor(Number(share) * 100)}%`;

/** The year's figures beside last year, commitment and plan; gaps ask for their reason right there. */
export function ReturnFigures({ data, onSaved }: { data: Return; onSaved: () => void }) {
  const { collection, figuresAre, canEdit, findings, figures, consortium } = data;
  if (figures.length === 0) return null;
  const path = { id: consortium.id, collectionId: collection.id };
  const gaps = new Map(findings.filter(({ check }) => check === 'gap').map((one) => [one.fields[0], one.message]));
  const isPlan = figuresAre === 'planned';
  const shown = isPlan && canEdit ? figures : figures.filter(saysAnything);
  const silent = figures.filter((figure) => !shown.includes(figure));
  return (
    <section className="card">
      <h2>年度数据{isPlan ? '（计划）' : '（取自台账）'}</h2>
      {canEdit && !isPlan && (
        <p className="soft">数据由台账汇总，报送时固定。需要更正的，请在台账中更正，这里随即更新。</p>
      )}
      <table className="data stacks return-figures">
        <thead>
          <tr>
            <th>数据项</th>
            <th>{collection.year - 1}年</th>
            <th>承诺</th>
            <th>{isPlan ? '本年计划' : '计划'}</th>
            {!isPlan && <th>本年</th>}
            <th>完成率</th>
            {!isPlan && <th>双方确认／有证据</th>}
            <th>说明</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((figure) => (
            <tr key={figure.figure} data-cell={figure.figure}>
              <td data-label="数据项">
                {figure.label}
                <span className="soft">（{figure.unit}）</span>
              </td>
              <td data-label={`${collection.year - 1}年`} className="number">
                {told(figure.previous)}
              </td>
              <td data-label="承诺" className="number">
                {told(figure.committed)}
              </td>
              {isPlan ? (
                <td data-label="本年计划" className="number">
                  {canEdit ? (
                    <EditCell
                      cell={figure.figure}
                      label={`${figure.label}计划`}
                      value={figure.value ?? ''}
                      version={figure.version}
                      path={path}
                      rows={0}
                      onSaved={onSaved}
                    />
                  ) : (
                    told(figure.value)
                  )}
                </td>
              ) : (
                <>
                  <td data-label="计划" className="number">
                    {told(figure.planned)}
                  </td>
                  <td data-label="本年" className="number">
                    <strong>{figureText(figure.value, figure, '')}</strong>
                  </td>
                </>
              )}
              <td data-label="完成率" className="number">
                {figure.fulfilment === null ? '—' : `${figure.fulfilment}%`}
              </td>
              {!isPlan && (
                <td data-label="双方确认／有证据" className="number">
                  {figure.entries === 0 ? '—' : `${percent(figure.confirmed)}／${percent(figure.evidenced)}`}
                </td>
              )}
              <td data-label="说明">
                <Reason
                  figure={figure}
                  gap={gaps.get(figure.figure)}
                  canEdit={canEdit}
                  limit={data.reasonLimit}
                  path={path}
                  onSaved={onSaved}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {silent.length > 0 && (
        <p className="soft">
          另有{silent.length}项没有数据：{silent.map(({ label }) => label).join('、')}。
        </p>
      )}
    </section>
  );
}

function Reason(props: {
  figure: ReturnFigure;
  gap: string | undefined;
  canEdit: boolean;
  limit: number;
  path: { id: string; collectionId: string };
  onSaved: () => void;
}) {
  const { figure, gap, canEdit, limit, path, onSaved } = props;
  if (!canEdit) return figure.reason;
  if (gap === undefined && figure.reason === '') return null;
  return (
    <>
      {gap !== undefined && <div className={figure.reason === '' ? 'warning' : 'soft'}>{gap}</div>}
      <EditCell
        cell={`reason.${figure.figure}`}
        label={`${figure.label}的说明`}
        value={figure.reason}
        version={figure.reasonVersion}
        limit={limit}
        path={path}
        rows={1}
        onSaved={onSaved}
      />
    </>
  );
}
