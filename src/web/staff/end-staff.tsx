import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineForm } from '#web/ui/inline-form.tsx';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { forgetStaff, type StaffMember } from './staff-queries.ts';

/** The last day of somebody in the secretariat, and why. */
export function EndStaff({ id, staff, onDone }: { id: string; staff: StaffMember; onDone: () => void }) {
  const [endedOn, setDay] = useState('');
  const [reason, setReason] = useState('');
  const end = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/staff/{staffId}/end', {
          params: { path: { id, staffId: staff.id } },
          body: { version: staff.version, endedOn, reason },
        }),
      ),
    onSuccess: async () => {
      await forgetStaff();
      onDone();
    },
  });
  return (
    <InlineForm
      title={`${staff.name}离任`}
      button="办理离任"
      sending={end}
      onSubmit={() => end.mutate()}
      outcome={false}
    >
      <InlineInput required label="最后一天" type="date" value={endedOn} onChange={setDay} />
      <InlineInput required label="原因" maxLength={500} size={30} value={reason} onChange={setReason} />
    </InlineForm>
  );
}
