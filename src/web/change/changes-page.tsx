import { useQuery } from '@tanstack/react-query';
import { Loaded } from '#web/ui/loaded.tsx';
import { allChangesQuery } from './change-queries.ts';
import { OneChange } from './one-change.tsx';

/** The changes of all consortia that the reader has to do with, those that wait first. */
export function ChangesPage() {
  const changes = useQuery(allChangesQuery);
  return (
    <>
      <title>变更 - 联合体</title>
      <div className="title-row">
        <h1>联合体的变更</h1>
      </div>
      <Loaded query={changes}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card">还没有变更。联合体在其“资格”页提出后，在这里列出，须您办理的排在前面，并有通知。</p>
          ) : (
            items.map((change) => (
              <section key={change.id} className="card">
                <OneChange change={change} isNamed />
              </section>
            ))
          )
        }
      </Loaded>
    </>
  );
}
