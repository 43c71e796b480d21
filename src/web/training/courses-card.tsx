import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { choiceOf, ItemCard, ItemForm, ItemName, listed, type OpenItem, onlyOne, whole } from './item-form.tsx';
import type { Training } from './training-queries.ts';

type Course = Training['courses'][number];

/** Courses that members teach. */
export function CoursesCard({ id, training }: { id: string; training: Training }) {
  const [open, setOpen] = useState<OpenItem<Course>>();
  const close = () => setOpen(undefined);
  return (
    <ItemCard
      title="课程"
      note="每班人数和周数用于编排年度计划，设备须与场地相符"
      add={training.members.length > 0 && !open ? '登记课程' : undefined}
      onAdd={() => setOpen({ item: undefined })}
      empty="还没有课程。登记课程后，才能提出需求、开设班次。"
      heads={['课程', '培训单位', '每班', '周数', '所需设备', '技能']}
      rows={training.courses.map((each) => (
        <tr key={each.id}>
          <td data-label="课程">
            <ItemName {...each} onOpen={() => setOpen({ item: each })} />
          </td>
          <td data-label="培训单位">{each.member.name}</td>
          <td data-label="每班" className="number">
            {each.people}人
          </td>
          <td data-label="周数" className="number">
            {each.weeks}
          </td>
          <td data-label="所需设备">{each.equipment.join('、') || '无'}</td>
          <td data-label="技能">{each.skills || '—'}</td>
        </tr>
      ))}
    >
      {open && <CourseForm key={open.item?.id} id={id} training={training} course={open.item} onClose={close} />}
    </ItemCard>
  );
}

function CourseForm(props: { id: string; training: Training; course: Course | undefined; onClose: () => void }) {
  const { id, training, course, onClose } = props;
  const [typed, setTyped] = useState({
    memberId: course?.member.id ?? onlyOne(training.members),
    name: course?.name ?? '',
    skills: course?.skills ?? '',
    people: String(course?.people ?? 30),
    weeks: String(course?.weeks ?? 1),
    equipment: course?.equipment.join('、') ?? '',
  });
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <ItemForm
      label={course ? '修改课程' : '登记课程'}
      isWithdrawn={course?.isWithdrawn}
      onClose={onClose}
      save={(isWithdrawn) =>
        answered(
          client.PUT('/api/consortia/{id}/training/courses/{itemId}', {
            params: { path: { id, itemId: course?.id ?? crypto.randomUUID() } },
            body: {
              ...typed,
              version: course?.version ?? 0,
              isWithdrawn,
              people: Number(typed.people),
              weeks: Number(typed.weeks),
              equipment: listed(typed.equipment),
            },
          }),
        )
      }
    >
      <div className="actions">
        {!course && (
          <InlineSelect
            label="培训单位"
            choices={training.members.map(choiceOf)}
            value={typed.memberId}
            onChange={set('memberId')}
          />
        )}
        <InlineInput label="课程名称" required maxLength={100} value={typed.name} onChange={set('name')} />
        <InlineInput label="每班最多（人）" {...whole} required value={typed.people} onChange={set('people')} />
        <InlineInput label="周数" {...whole} required value={typed.weeks} onChange={set('weeks')} />
        <InlineInput label="所需设备（用、分开）" value={typed.equipment} onChange={set('equipment')} />
      </div>
      <TextField label="技能（印在证书上）" rows={2} most={1000} value={typed.skills} onChange={set('skills')} />
    </ItemForm>
  );
}
