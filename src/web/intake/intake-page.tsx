import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { type Intakes, intakesQuery } from './intake-queries.ts';
import { aboutText, outcomes } from './intake-texts.ts';
import { SendDisc } from './send-disc.tsx';

/** The ministry takes in the provinces' discs, and sees whose are still to come. */
export function IntakePage() {
  const { id = '' } = useParams({ strict: false });
  const intakes = useQuery(intakesQuery(id));
  const navigate = useNavigate();
  const open = useCallback(
    (intakeId: string) => void navigate({ to: '/batches/$id/intake/$intakeId', params: { id, intakeId } }),
    [navigate, id],
  );
  return (
    <>
      <BatchHead id={id} title="光盘接收" />
      <SendDisc id={id} onTaken={open} />
      <Loaded query={intakes}>
        {(data) => (
          <>
            <Taken id={id} intakes={data} />
            <Provinces intakes={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Taken({ id, intakes: { items } }: { id: string; intakes: Intakes }) {
  return (
    <section className="card">
      <h2>已接收的光盘</h2>
      {items.length === 0 ? (
        <p className="soft">还没有接收光盘。收到省里报送的光盘后，在上面上传它的映像。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>光盘</th>
              <th>签名</th>
              <th>核验结果</th>
              <th>接收</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <td data-label="光盘">
                  <Link to="/batches/$id/intake/$intakeId" params={{ id, intakeId: item.id }}>
                    {aboutText(item)}
                  </Link>
                </td>
                <td data-label="签名">{item.signer ?? (item.fingerprint ? '未登记的密钥' : '—')}</td>
                <td data-label="核验结果" className={outcomes[item.outcome].tone}>
                  {outcomes[item.outcome].text}
                  {item.problems.length > 0 && `（${item.problems.length}处）`}
                </td>
                <td data-label="接收">
                  {momentText(item.at)}，{item.by}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Provinces({ intakes: { provinces } }: { intakes: Intakes }) {
  return (
    <section className="card">
      <h2>各省到齐情况</h2>
      {provinces.length === 0 ? (
        <p className="soft">还没有省份提交推荐名单。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>省份</th>
              <th className="number">推荐</th>
              <th className="number">完整光盘中已有</th>
              <th>情况</th>
            </tr>
          </thead>
          <tbody>
            {provinces.map(({ id, name, recommended, received }) => (
              <tr key={id}>
                <td data-label="省份">{name}</td>
                <td data-label="推荐" className="number">
                  {recommended}
                </td>
                <td data-label="完整光盘中已有" className="number">
                  {received}
                </td>
                <td data-label="情况" className={received === recommended ? 'good' : 'warning'}>
                  {received === recommended ? '已到齐' : received === 0 ? '光盘未到' : '未到齐'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
