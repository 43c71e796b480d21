import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { skillsOf } from '#core/talent/skills-text.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetMarket, type MarketPass } from './market-queries.ts';

/** What the student says of itself: skills, and where it would like to work. Positions are recommended by it. */
export function ProfileForm({ token, pass }: { token: string; pass: MarketPass }) {
  const { student } = pass;
  const [skills, setSkills] = useState(student.skills.join('、'));
  const [place, setPlace] = useState(student.place);
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/public/market/{token}/profile', {
          params: { path: { token } },
          body: { skills: skillsOf(skills), place, version: student.version },
        }),
      ),
    onSuccess: forgetMarket,
  });
  return (
    <form
      className="card"
      aria-label="我的档案"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>我的档案</h2>
      <div className="actions">
        <InlineInput label="技能（用、分开）" maxLength={500} value={skills} onChange={setSkills} />
        <InlineInput label="想去的地点" maxLength={100} value={place} onChange={setPlace} />
        <Button htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </div>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}
