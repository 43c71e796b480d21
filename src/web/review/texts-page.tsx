import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { JobProgress } from '#web/job/job-progress.tsx';
import { useJob } from '#web/job/use-job.ts';
import { RepeatedPassages } from '#web/reading/repeated-passages.tsx';
import '#web/reading/reading.css';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { textsQuery } from './results-queries.ts';

/** What applications of a batch have of each other, word for word, the longest first. */
export function TextsPage() {
  const { id = '' } = useParams({ strict: false });
  const texts = useQuery(textsQuery(id));
  return (
    <>
      <BatchHead id={id} title="重复文字" />
      <Compare batchId={id} />
      <Loaded query={texts}>
        {({ comparison, items }) => (
          <section className="card">
            <p className="soft">
              {comparison
                ? `${momentText(comparison.comparedAt)}比对了${comparison.applications}份申报，${comparison.passages}处相同。`
                : '还没有比对过。比对后，两份申报中相同的文字并排列在这里，专家审阅时也看得到。'}
            </p>
            <RepeatedPassages
              passages={items}
              titles={(item) => [`${item.consortium}·${item.label}`, `${item.otherConsortium}·${item.otherLabel}`]}
            />
          </section>
        )}
      </Loaded>
    </>
  );
}

function Compare({ batchId }: { batchId: string }) {
  const [least, setLeast] = useState('20');
  const [most, setMost] = useState('3');
  const queryClient = useQueryClient();
  const compare = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/batches/{id}/text-comparison', {
          params: { path: { id: batchId } },
          body: { least: Number(least), most: Number(most) },
        }),
      ),
  });
  const { job } = useJob(compare.data?.jobId);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) void queryClient.invalidateQueries({ queryKey: textsQuery(batchId).queryKey });
  }, [isDone, queryClient, batchId]);
  return (
    <>
      <InlineForm
        title="比对全部申报的文字"
        button="开始比对"
        sending={compare}
        onSubmit={() => compare.mutate()}
        outcome={isDone && '比对完成。'}
      >
        <InlineInput label="至少多少字相同" type="number" required value={least} onChange={setLeast} />
        <InlineInput label="超过几份都有的视为套话" type="number" required value={most} onChange={setMost} />
      </InlineForm>
      {compare.data && <JobProgress job={job} label="比对" />}
    </>
  );
}
