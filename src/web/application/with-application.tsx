import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Pack } from '#core/pack/pack.ts';
import { type Application, applicationQuery, packQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { ApplicationHead } from './application-head.tsx';

/** A page about one application: its head, then the page, once application and pack are there. */
export function WithApplication({ children }: { children: (application: Application, pack: Pack) => ReactNode }) {
  const { id = '' } = useParams({ strict: false });
  const application = useQuery({ ...applicationQuery(id), staleTime: 0 });
  const pack = useQuery({
    ...packQuery(application.data?.packId ?? '', application.data?.packDigest ?? ''),
    enabled: application.data !== undefined,
  });
  return (
    <Loaded query={application}>
      {(data) => (
        <>
          <ApplicationHead application={data} />
          <Loaded query={pack}>{(known) => children(data, known)}</Loaded>
        </>
      )}
    </Loaded>
  );
}
