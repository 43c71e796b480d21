import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { DrawnExperts } from './drawn-experts.tsx';
import { Draws } from './draws.tsx';
import { batchExpertsQuery } from './expert-queries.ts';
import { Pool } from './pool.tsx';
import { Ties } from './ties.tsx';
import './expert.css';

/** A batch's experts, from the pool to who takes part: chosen, drawn, asked, replaced, kept away from what they are tied to. */
export function BatchExpertsPage() {
  const { id = '' } = useParams({ strict: false });
  const experts = useQuery(batchExpertsQuery(id));
  return (
    <>
      <BatchHead id={id} title="专家">
        <Link to="/experts">专家库</Link>
      </BatchHead>
      <Loaded query={experts}>
        {(data) => (
          <>
            <Pool experts={data} />
            <Draws experts={data} />
            <DrawnExperts experts={data} />
            <Ties experts={data} />
          </>
        )}
      </Loaded>
    </>
  );
}
