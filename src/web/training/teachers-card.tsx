import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { BusyField, busyOf, busyText } from './busy-field.tsx';
import { choiceOf, ItemCard, ItemForm, ItemName, type OpenItem, onlyOne, whole } from './item-form.tsx';
import type { Training } from './training-queries.ts';

type Teacher = Training['teachers'][number];

/** Teachers of members: what they teach, where from, and when they cannot. */
export function TeachersCard({ id, training }: { id: string; training: Training }) {
  const [open, setOpen] = useState<OpenItem<Teacher>>();
  const nameIn = (all: readonly { id: string; name: string }[], of: string) =>
    all.find((each) => each.id === of)?.name ?? '';
  return (
    <ItemCard
      title="教师"
      note="能教的课程、常驻地点和占用时间用于编排年度计划"
      add={training.members.length > 0 && training.courses.length > 0 && !open ? '登记教师' : undefined}
      onAdd={() => setOpen({ item: undefined })}
      empty="还没有教师。先登记课程和地点，再登记教师。"
      heads={['教师', '单位', '常驻地点', '能教的课程', '一年最多', '占用']}
      rows={training.teachers.map((each) => (
        <tr key={each.id}>
          <td data-label="教师">
            <ItemName {...each} onOpen={() => setOpen({ item: each })} />
          </td>
          <td data-label="单位">{each.member.name}</td>
          <td data-label="常驻地点">{nameIn(training.sites, each.siteId)}</td>
          <td data-label="能教的课程">{each.courseIds.map((of) => nameIn(training.courses, of)).join('、')}</td>
          <td data-label="一年最多" className="number">
            {each.mostWeeks}周
          </td>
          <td data-label="占用">{busyText(each.busy) || '—'}</td>
        </tr>
      ))}
    >
      {open && (
        <TeacherForm
          key={open.item?.id}
          id={id}
          training={training}
          teacher={open.item}
          onClose={() => setOpen(undefined)}
        />
      )}
    </ItemCard>
  );
}

function TeacherForm(props: { id: string; training: Training; teacher: Teacher | undefined; onClose: () => void }) {
  const { id, training, teacher, onClose } = props;
  const [typed, setTyped] = useState({
    memberId: teacher?.member.id ?? onlyOne(training.members),
    siteId: teacher?.siteId ?? onlyOne(training.sites),
    name: teacher?.name ?? '',
    mostWeeks: String(teacher?.mostWeeks ?? 20),
    busy: busyText(teacher?.busy ?? []),
  });
  const [courseIds, setCourseIds] = useState<readonly string[]>(teacher?.courseIds ?? []);
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  return (
    <ItemForm
      label={teacher ? '修改教师' : '登记教师'}
      isWithdrawn={teacher?.isWithdrawn}
      onClose={onClose}
      save={(isWithdrawn) =>
        answered(
          client.PUT('/api/consortia/{id}/training/teachers/{itemId}', {
            params: { path: { id, itemId: teacher?.id ?? crypto.randomUUID() } },
            body: {
              ...typed,
              version: teacher?.version ?? 0,
              isWithdrawn,
              courseIds: [...courseIds],
              mostWeeks: Number(typed.mostWeeks),
              busy: busyOf(typed.busy),
            },
          }),
        )
      }
    >
      <div className="actions">
        {!teacher && (
          <InlineSelect
            label="单位"
            choices={training.members.map(choiceOf)}
            value={typed.memberId}
            onChange={set('memberId')}
          />
        )}
        <InlineInput label="姓名" required maxLength={50} value={typed.name} onChange={set('name')} />
        <InlineSelect
          label="常驻地点"
          choices={training.sites.map(choiceOf)}
          value={typed.siteId}
          onChange={set('siteId')}
        />
        <InlineInput label="一年最多（周）" {...whole} required value={typed.mostWeeks} onChange={set('mostWeeks')} />
      </div>
      <fieldset className="training-marks">
        <legend>能教的课程</legend>
        {training.courses
          .filter(({ isWithdrawn }) => !isWithdrawn)
          .map((course) => (
            <label key={course.id}>
              <input
                type="checkbox"
                checked={courseIds.includes(course.id)}
                onChange={({ target }) =>
                  setCourseIds(
                    target.checked ? [...courseIds, course.id] : courseIds.filter((each) => each !== course.id),
                  )
                }
              />
              {course.name}
            </label>
          ))}
      </fieldset>
      <BusyField value={typed.busy} onChange={set('busy')} />
    </ItemForm>
  );
}
