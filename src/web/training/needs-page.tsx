import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { choiceOf, ItemCard, ItemForm, ItemName, type OpenItem, onlyOne, whole } from './item-form.tsx';
import { TrainingHead } from './training-head.tsx';
import { type Training, trainingQuery } from './training-queries.ts';

type Need = Training['needs'][number];

/** What members need for their own staff, and for the groups of the notice. */
export function NeedsPage() {
  const { id = '' } = useParams({ strict: false });
  const training = useQuery(trainingQuery(id));
  return (
    <>
      <TrainingHead id={id} title="培训需求" />
      <Loaded query={training}>{(data) => <NeedsCard id={id} training={data} />}</Loaded>
    </>
  );
}

function NeedsCard({ id, training }: { id: string; training: Training }) {
  const [open, setOpen] = useState<OpenItem<Need>>();
  const nameIn = (all: readonly { id: string; name: string }[], of: string) =>
    all.find((each) => each.id === of)?.name ?? '';
  const mayAdd = training.members.length > 0 && training.courses.length > 0 && training.sites.length > 0;
  return (
    <ItemCard
      title="培训需求"
      note="企业为本单位职工提出，也为农民工等群体提出；秘书处据此编排年度计划"
      add={mayAdd && !open ? '提出需求' : undefined}
      onAdd={() => setOpen({ item: undefined })}
      empty={mayAdd ? '还没有需求。点“提出需求”，选课程、人数和时间。' : '先登记课程和地点，再提出需求。'}
      heads={['课程', '提出单位', '对象', '人数', '时间', '时段', '地点', '已安排']}
      rows={training.needs.map((each) => (
        <tr key={each.id}>
          <td data-label="课程">
            <ItemName
              name={nameIn(training.courses, each.courseId)}
              mayChange={each.mayChange}
              isWithdrawn={each.isWithdrawn}
              onOpen={() => setOpen({ item: each })}
            />
            {each.note !== '' && <div className="soft">{each.note}</div>}
          </td>
          <td data-label="提出单位">{each.member.name}</td>
          <td data-label="对象">{each.audience ?? `本单位职工（${each.kind}）`}</td>
          <td data-label="人数" className="number">
            {each.people}
            {each.weight > 1 && <div className="soft">重点×{each.weight}</div>}
          </td>
          <td data-label="时间" className="number">
            {each.fromOn}—{each.untilOn}
          </td>
          <td data-label="时段">{each.shifts.map((at) => training.shifts[at]?.label).join('、')}</td>
          <td data-label="地点">{nameIn(training.sites, each.siteId)}</td>
          <td data-label="已安排" className="number">
            {each.arranged}
          </td>
        </tr>
      ))}
    >
      {open && (
        <NeedForm key={open.item?.id} id={id} training={training} need={open.item} onClose={() => setOpen(undefined)} />
      )}
    </ItemCard>
  );
}

const staff = '本单位职工';

function NeedForm(props: { id: string; training: Training; need: Need | undefined; onClose: () => void }) {
  const { id, training, need, onClose } = props;
  const [typed, setTyped] = useState({
    memberId: need?.member.id ?? onlyOne(training.members),
    audience: need === undefined ? staff : (need.audience ?? staff),
    kind: need?.kind ?? training.kinds[1] ?? '',
    courseId: need?.courseId ?? onlyOne(training.courses),
    siteId: need?.siteId ?? onlyOne(training.sites),
    people: String(need?.people ?? ''),
    weight: String(need?.weight ?? 1),
    fromOn: need?.fromOn ?? '',
    untilOn: need?.untilOn ?? '',
    note: need?.note ?? '',
  });
  const [shifts, setShifts] = useState<readonly number[]>(need?.shifts ?? [0]);
  const set = (field: keyof typeof typed) => (value: string) => setTyped({ ...typed, [field]: value });
  const isStaff = typed.audience === staff;
  return (
    <ItemForm
      label={need ? '修改需求' : '提出需求'}
      isWithdrawn={need?.isWithdrawn}
      onClose={onClose}
      save={(isWithdrawn) =>
        answered(
          client.PUT('/api/consortia/{id}/training/needs/{itemId}', {
            params: { path: { id, itemId: need?.id ?? crypto.randomUUID() } },
            body: {
              ...typed,
              version: need?.version ?? 0,
              isWithdrawn,
              audience: isStaff ? null : typed.audience,
              kind: isStaff ? typed.kind : null,
              people: Number(typed.people),
              weight: Number(typed.weight),
              shifts: [...shifts],
            },
          }),
        )
      }
    >
      <div className="actions">
        {!need && (
          <InlineSelect
            label="提出单位"
            choices={training.members.map(choiceOf)}
            value={typed.memberId}
            onChange={set('memberId')}
          />
        )}
        <InlineSelect
          label="对象"
          choices={[staff, ...training.audiences].map((label) => ({ id: label, label }))}
          value={typed.audience}
          onChange={set('audience')}
        />
        {isStaff && (
          <InlineSelect
            label="培训类型"
            choices={training.kinds.map((label) => ({ id: label, label }))}
            value={typed.kind}
            onChange={set('kind')}
          />
        )}
        <InlineSelect
          label="课程"
          choices={training.courses.filter(({ isWithdrawn }) => !isWithdrawn).map(choiceOf)}
          value={typed.courseId}
          onChange={set('courseId')}
        />
        <InlineInput label="人数" {...whole} required value={typed.people} onChange={set('people')} />
        <InlineSelect
          label="从哪里来"
          choices={training.sites.map(choiceOf)}
          value={typed.siteId}
          onChange={set('siteId')}
        />
        <InlineInput label="最早" type="date" required value={typed.fromOn} onChange={set('fromOn')} />
        <InlineInput label="最晚" type="date" required value={typed.untilOn} onChange={set('untilOn')} />
        <InlineSelect
          label="轻重"
          choices={['1', '2', '3'].map((weight) => ({ id: weight, label: weight === '1' ? '一般' : `重点×${weight}` }))}
          value={typed.weight}
          onChange={set('weight')}
        />
      </div>
      <fieldset className="training-marks">
        <legend>可以上课的时段</legend>
        {training.shifts.map(({ label }, at) => (
          <label key={label}>
            <input
              type="checkbox"
              checked={shifts.includes(at)}
              onChange={({ target }) =>
                setShifts(target.checked ? [...shifts, at].sort() : shifts.filter((each) => each !== at))
              }
            />
            {label}
          </label>
        ))}
      </fieldset>
      <TextField label="说明（可以不填）" most={500} rows={2} value={typed.note} onChange={set('note')} />
    </ItemForm>
  );
}
