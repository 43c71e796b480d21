import { InlineInput } from '#web/ui/inline-input.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import type { TypedTerms } from './typed-terms.ts';

const number = { size: 6, inputMode: 'numeric', pattern: '0|[1-9][0-9]*', required: true } as const;

/** What the sides agree on, as inputs. */
export function TermsFields({ typed, onType }: { typed: TypedTerms; onType: (typed: TypedTerms) => void }) {
  const set = (name: keyof TypedTerms) => (value: string) => onType({ ...typed, [name]: value });
  const turn = (name: 'hasNightShift' | 'worksHolidays', label: string) => (
    <label>
      <input
        type="checkbox"
        checked={typed[name]}
        onChange={(event) => onType({ ...typed, [name]: event.target.checked })}
      />
      {label}
    </label>
  );
  return (
    <>
      <div className="actions">
        <InlineInput label="岗位" required maxLength={100} value={typed.post} onChange={set('post')} />
        <InlineInput label="地点" required maxLength={100} value={typed.place} onChange={set('place')} />
        <InlineInput
          label="每天（小时）"
          required
          size={4}
          inputMode="decimal"
          pattern="[0-9]+(\.[0-9]+)?"
          value={typed.hoursPerDay}
          onChange={set('hoursPerDay')}
        />
        <InlineInput
          label="每周（天）"
          required
          size={3}
          inputMode="numeric"
          pattern="[1-7]"
          value={typed.daysPerWeek}
          onChange={set('daysPerWeek')}
        />
        <InlineInput label="报酬（元/月）" {...number} value={typed.allowance} onChange={set('allowance')} />
        <InlineInput
          label="学校导师"
          required
          maxLength={50}
          value={typed.schoolMentor}
          onChange={set('schoolMentor')}
        />
        <InlineInput
          label="企业导师"
          required
          maxLength={50}
          value={typed.enterpriseMentor}
          onChange={set('enterpriseMentor')}
        />
        <InlineInput label="企业在岗职工（人）" {...number} value={typed.staff} onChange={set('staff')} />
        <InlineInput label="同类岗位在岗职工（人）" {...number} value={typed.postStaff} onChange={set('postStaff')} />
        <InlineInput label="实习责任保险保单号" maxLength={100} value={typed.policy} onChange={set('policy')} />
        <InlineInput label="保险有效期至" type="date" value={typed.insuredUntil} onChange={set('insuredUntil')} />
        {turn('hasNightShift', '须上夜班')}
        {turn('worksHolidays', '休息日、节假日工作')}
        {(typed.hasNightShift || typed.worksHolidays) && (
          <InlineInput label="备案文号" maxLength={100} value={typed.filing} onChange={set('filing')} />
        )}
      </div>
      <TextField label="培养内容" rows={3} most={4000} value={typed.plan} onChange={set('plan')} />
    </>
  );
}
