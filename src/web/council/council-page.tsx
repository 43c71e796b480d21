import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ResolutionsCard } from '#web/vote/resolutions-card.tsx';
import { CharterCard } from './charter-card.tsx';
import './council.css';
import { councilQuery } from './council-queries.ts';
import { MeetingsCard } from './meetings-card.tsx';
import { SeatsCard } from './seats-card.tsx';

/** A consortium's council: its meetings, who sits in it, and by which charter. */
export function CouncilPage() {
  const { id = '' } = useParams({ strict: false });
  const council = useQuery(councilQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="理事会" />
      <Loaded query={council}>
        {(data) => (
          <>
            <MeetingsCard council={data} />
            <ResolutionsCard id={id} />
            <SeatsCard council={data} />
            <CharterCard council={data} />
          </>
        )}
      </Loaded>
    </>
  );
}
