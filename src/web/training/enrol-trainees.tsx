import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { QrCode } from '#web/ui/qr-code.tsx';
import type { StudentPass } from '#web/ui/student-passes.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { forgetTraining, type TrainingClass } from './training-queries.ts';

type Held = { id: string; held: TrainingClass };

/** People of one member, or of the class's group, a name a line; each gets a link of its own. */
export function EnrolTrainees({ id, held, onPasses }: Held & { onPasses: (passes: readonly StudentPass[]) => void }) {
  const [from, setFrom] = useState(held.enrols.length === 1 ? (held.enrols[0]?.id ?? '') : '');
  const [text, setText] = useState('');
  const names = text
    .split(/[\n、，,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const enrol = useMutation({
    mutationFn: async () => {
      const isGroup = from === held.audience;
      const { passes } = await answered(
        client.POST('/api/consortia/{id}/training/classes/{classId}/trainees', {
          params: { path: { id, classId: held.id } },
          body: { enterpriseId: isGroup ? null : from, audience: isGroup ? from : null, names },
        }),
      );
      return passes.map((pass) => ({ ...pass, guardianLink: null }));
    },
    onSuccess: async (passes) => {
      setText('');
      onPasses(passes);
      await forgetTraining();
    },
  });
  const group = held.isProvider && held.audience !== null ? [{ id: held.audience, label: held.audience }] : [];
  return (
    <form
      aria-label="登记学员"
      onSubmit={(event) => {
        event.preventDefault();
        enrol.mutate();
      }}
    >
      <div className="actions">
        <InlineSelect
          label="来自"
          choices={[...group, ...held.enrols.map((each) => ({ id: each.id, label: each.name }))]}
          value={from}
          onChange={setFrom}
        />
      </div>
      <TextField label="学员姓名，每行一名" rows={3} required value={text} onChange={setText} />
      <p className="actions">
        <Button htmlType="submit" loading={enrol.isPending}>
          登记并生成链接
        </Button>
        <span className="soft">
          {names.length}人，还有{held.seats - held.enrolled}个名额
        </span>
      </p>
      {enrol.error && <ProblemText error={enrol.error} />}
    </form>
  );
}

/** A link by which people of the class's group enrol themselves. */
export function SelfEnrolment({ id, held }: Held) {
  const open = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/training/classes/{classId}/enrolment-link', {
          params: { path: { id, classId: held.id } },
        }),
      ),
    onSuccess: forgetTraining,
  });
  return (
    <div>
      <p className="actions">
        <Button loading={open.isPending} onClick={() => open.mutate()}>
          生成自己报名的链接
        </Button>
        <span className="soft">{held.audience}扫码自己报名，不需要账号；重新生成后原来的失效。</span>
      </p>
      {open.data && (
        <p>
          <QrCode text={open.data.link} label="报名二维码" />
          <a href={open.data.link}>报名链接</a>
        </p>
      )}
      {open.error && <ProblemText error={open.error} />}
    </div>
  );
}
