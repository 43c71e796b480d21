import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { talentQuery } from '#web/talent/talent-queries.ts';
import { TalentTabs } from '#web/talent/talent-tabs.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ApplicationsCard } from './applications-card.tsx';
import '#web/talent/talent.css';
import './market.css';
import { ProfilesCard } from './profiles-card.tsx';

/** Who has applied to the consortium's enterprises and how it goes on, and the profiles by which students apply. */
export function MarketPage() {
  const { id = '' } = useParams({ strict: false });
  const talent = useQuery(talentQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="人才供需" />
      <TalentTabs id={id} />
      <Loaded query={talent}>
        {(data) => (
          <>
            <ApplicationsCard id={id} />
            {data.schools.length > 0 && <ProfilesCard id={id} talent={data} />}
          </>
        )}
      </Loaded>
    </>
  );
}
