import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { ContractForm } from './contract-form.tsx';
import { FiguresCard } from './figures-card.tsx';
import { yuan } from './keywords.ts';
import { TechnologyHead } from './technology-head.tsx';
import { type Contracts, contractsQuery, pageSize } from './technology-queries.ts';

/** Contracts that the reader may see, and what comes of them year by year. */
export function ContractsPage() {
  const { id = '' } = useParams({ strict: false });
  const [page, setPage] = useState(0);
  const [isAdding, setAdding] = useState(false);
  const contracts = useQuery(contractsQuery(id, page));
  return (
    <>
      <TechnologyHead id={id} title="合同与转化" />
      <Loaded query={contracts}>
        {(data) => (
          <section className="card" aria-label="技术合同">
            <div className="technology-head">
              <h2>技术合同</h2>
              <span className="soft">{data.total}份　双方确认后自动记入校企技术研发项目台账</span>
              {data.own.length > 0 && !isAdding && <Button onClick={() => setAdding(true)}>登记合同</Button>}
            </div>
            {isAdding && <ContractForm id={id} choices={data} onClose={() => setAdding(false)} />}
            {data.total === 0 && (
              <p className="soft">
                还没有技术合同。揭榜之后从揭榜页签订；双方直接商定的，由任一方在这里登记，另一方确认。
              </p>
            )}
            {data.items.length > 0 && <ContractTable id={id} items={data.items} />}
            <Pager page={page} pages={Math.ceil(data.total / pageSize)} onPage={setPage} />
          </section>
        )}
      </Loaded>
      <FiguresCard id={id} />
    </>
  );
}

function ContractTable({ id, items }: { id: string; items: Contracts['items'] }) {
  return (
    <div className="scroll">
      <table className="data stacks">
        <thead>
          <tr>
            <th>项目</th>
            <th>研发单位</th>
            <th>委托企业</th>
            <th>签约</th>
            <th>金额</th>
            <th>到账</th>
            <th>状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.id}>
              <td data-label="项目">
                <Link to="/consortia/$id/technology/contracts/$contractId" params={{ id, contractId: each.id }}>
                  {each.title}
                </Link>
              </td>
              <td data-label="研发单位">{each.provider.name}</td>
              <td data-label="委托企业">{each.enterprise.name}</td>
              <td data-label="签约" className="number">
                {each.signedOn}
              </td>
              <td data-label="金额" className="number">
                {yuan(each.amount)}
              </td>
              <td data-label="到账" className="number">
                {yuan(each.received)}
              </td>
              <td data-label="状态">
                {each.stateLabel}
                {each.isLate && <strong className="warning">　节点逾期</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
