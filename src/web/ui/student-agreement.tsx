/** Whether a student has agreed to what is told of it, and of a minor its guardian. */
export function StudentAgreement({
  student,
}: {
  student: { agreed: boolean; isMinor: boolean; guardianAgreed: boolean };
}) {
  if (!student.agreed) return '待本人同意';
  return student.isMinor && !student.guardianAgreed ? '待监护人同意' : '已同意';
}

/** Gives a student a new link in place of the one that is lost; nothing for who was deleted. */
export function RenewPass({
  student,
  isBusy,
  onRenew,
}: {
  student: { id: string; name: string; isErased: boolean };
  isBusy: boolean;
  onRenew: (id: string) => void;
}) {
  return (
    <button
      type="button"
      className="plain"
      aria-label={`换发${student.name}的链接`}
      disabled={student.isErased || isBusy}
      onClick={() => confirm('换发后原来的链接失效。继续？') && onRenew(student.id)}
    >
      换发
    </button>
  );
}
