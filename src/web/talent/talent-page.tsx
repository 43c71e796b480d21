import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { ExchangeLinks } from '#web/exchange/exchange-links.tsx';
import { FairsCard } from '#web/placement/fairs-card.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { DemandsCard } from './demands-card.tsx';
import { MajorOccupationsCard } from './major-occupations-card.tsx';
import { PositionsCard } from './positions-card.tsx';
import { ProgrammesCard } from './programmes-card.tsx';
import { talentQuery } from './talent-queries.ts';
import { TalentTabs } from './talent-tabs.tsx';
import './talent.css';

/** Supply and demand of a consortium: fairs, positions, forecasts of demand, and the cohorts that schools train. */
export function TalentPage() {
  const { id = '' } = useParams({ strict: false });
  const talent = useQuery(talentQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="人才供需" />
      <TalentTabs id={id} />
      <Loaded query={talent}>
        {(data) => (
          <>
            <FairsCard id={id} talent={data} />
            <PositionsCard id={id} talent={data} />
            <DemandsCard id={id} talent={data} />
            <ProgrammesCard id={id} talent={data} />
            <ExchangeLinks id={id} talent={data} />
            <MajorOccupationsCard id={id} manages={data.manages} />
          </>
        )}
      </Loaded>
    </>
  );
}
