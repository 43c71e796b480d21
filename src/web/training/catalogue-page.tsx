import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Loaded } from '#web/ui/loaded.tsx';
import { CoursesCard } from './courses-card.tsx';
import { RoomsCard } from './rooms-card.tsx';
import { SitesCard } from './sites-card.tsx';
import { TeachersCard } from './teachers-card.tsx';
import { TrainingHead } from './training-head.tsx';
import { trainingQuery } from './training-queries.ts';

/** What training is planned from: courses, teachers, rooms and places. */
export function CataloguePage() {
  const { id = '' } = useParams({ strict: false });
  const training = useQuery(trainingQuery(id));
  return (
    <>
      <TrainingHead id={id} title="培训课程、教师和场地" />
      <Loaded query={training}>
        {(data) => (
          <>
            <CoursesCard id={id} training={data} />
            <TeachersCard id={id} training={data} />
            <RoomsCard id={id} training={data} />
            <SitesCard id={id} training={data} />
          </>
        )}
      </Loaded>
    </>
  );
}
