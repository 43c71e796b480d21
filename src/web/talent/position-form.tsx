import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { PositionKind } from '#core/talent/position.ts';
import { skillsOf } from '#core/talent/skills-text.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { forgetTalent, type Position, type Talent } from './talent-queries.ts';

/** A position as it is typed. */
type Typed = {
  memberId: string;
  kind: PositionKind;
  title: string;
  occupation: string;
  level: string;
  skills: string;
  headcount: string;
  startsOn: string;
  endsOn: string;
  payFrom: string;
  payTo: string;
  place: string;
  expiresOn: string;
  isPublic: boolean;
};

/** Offers a position, or changes and withdraws one that there is. */
export function PositionForm(props: {
  id: string;
  talent: Talent;
  position: Position | undefined;
  onClose: () => void;
}) {
  const { id, talent, position, onClose } = props;
  const [typed, setTyped] = useState(() => typedOf(talent, position));
  const save = useMutation({
    mutationFn: async (isWithdrawn: boolean) => {
      const { memberId, ...said } = sentOf(typed);
      await (position
        ? answered(
            client.PUT('/api/consortia/{id}/positions/{positionId}', {
              params: { path: { id, positionId: position.id } },
              body: { ...said, isWithdrawn, version: position.version },
            }),
          )
        : answered(
            client.POST('/api/consortia/{id}/positions', { params: { path: { id } }, body: { ...said, memberId } }),
          ));
    },
    onSuccess: async () => {
      await forgetTalent();
      onClose();
    },
  });
  const set = (name: Exclude<keyof Typed, 'isPublic'>) => (value: string) => setTyped({ ...typed, [name]: value });
  const levels = talent.levels.map((level) => ({ id: level, label: level }));
  return (
    <form
      aria-label={position ? '修改岗位' : '发布岗位'}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(false);
      }}
    >
      <div className="actions">
        <InlineSelect
          label="企业"
          choices={talent.enterprises.map((each) => ({ id: each.id, label: each.name }))}
          value={typed.memberId}
          onChange={set('memberId')}
        />
        <InlineSelect
          label="类型"
          choices={talent.kinds}
          value={typed.kind}
          onChange={(kind) => setTyped({ ...typed, kind })}
        />
        <InlineInput label="岗位" required maxLength={100} value={typed.title} onChange={set('title')} />
        <InlineInput label="职业（代码或名称）" maxLength={100} value={typed.occupation} onChange={set('occupation')} />
        <InlineSelect label="学历" choices={levels} value={typed.level} onChange={set('level')} />
        <InlineInput label="技能（用、分开）" maxLength={500} value={typed.skills} onChange={set('skills')} />
        <InlineInput
          label="人数"
          required
          size={6}
          inputMode="numeric"
          pattern="[1-9][0-9]*"
          value={typed.headcount}
          onChange={set('headcount')}
        />
        <InlineInput label="地点" required maxLength={100} value={typed.place} onChange={set('place')} />
        <InlineInput
          label="月薪（元）自"
          size={6}
          inputMode="numeric"
          pattern="[1-9][0-9]*"
          value={typed.payFrom}
          onChange={set('payFrom')}
        />
        <InlineInput
          label="至"
          size={6}
          inputMode="numeric"
          pattern="[1-9][0-9]*"
          value={typed.payTo}
          onChange={set('payTo')}
        />
        <InlineInput label="开始日期" type="date" value={typed.startsOn} onChange={set('startsOn')} />
        <InlineInput label="结束日期" type="date" value={typed.endsOn} onChange={set('endsOn')} />
        <InlineInput label="招收截止" type="date" required value={typed.expiresOn} onChange={set('expiresOn')} />
        <label>
          <input
            type="checkbox"
            checked={typed.isPublic}
            onChange={(event) => setTyped({ ...typed, isPublic: event.target.checked })}
          />
          对外公开（不登录也能看到，搜索引擎可以收录）
        </label>
      </div>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {position ? (position.isWithdrawn ? '保存并重新发布' : '保存') : '发布'}
        </Button>
        {position && !position.isWithdrawn && <Button onClick={() => save.mutate(true)}>撤下</Button>}
        <Button onClick={onClose}>取消</Button>
      </p>
      {save.error && <ProblemText error={save.error} />}
    </form>
  );
}

function typedOf({ enterprises }: Talent, position: Position | undefined): Typed {
  return {
    memberId: position?.member.id ?? (enterprises.length === 1 ? (enterprises[0]?.id ?? '') : ''),
    kind: position?.kind ?? 'job',
    title: position?.title ?? '',
    occupation: position?.occupation ?? '',
    level: position?.level ?? '',
    skills: position?.skills.join('、') ?? '',
    headcount: String(position?.headcount ?? ''),
    startsOn: position?.startsOn ?? '',
    endsOn: position?.endsOn ?? '',
    payFrom: String(position?.pay?.from ?? ''),
    payTo: String(position?.pay?.to ?? ''),
    place: position?.place ?? '',
    expiresOn: position?.expiresOn ?? '',
    isPublic: position?.isPublic ?? false,
  };
}

function sentOf({ skills, headcount, startsOn, endsOn, payFrom, payTo, ...said }: Typed) {
  const [from, to] = [Number(payFrom || payTo), Number(payTo || payFrom)];
  return {
    ...said,
    skills: skillsOf(skills),
    headcount: Number(headcount),
    startsOn: startsOn || null,
    endsOn: endsOn || null,
    pay: from > 0 ? { from, to } : null,
  };
}
