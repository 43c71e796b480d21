import type { FairPass } from './fair-queries.ts';

/** What a student was given, and of each wish why or why not. */
export function FairResult({ pass }: { pass: FairPass }) {
  const { result, mate, student, isGuardian } = pass;
  if (!result) return null;
  const isCounted = student.agreed && (!student.isMinor || student.guardianAgreed);
  return (
    <section className="card" aria-label="结果">
      <h2>结果</h2>
      <p role="status">
        {result.position === null ? (
          <strong>没有录取。</strong>
        ) : (
          <>
            录取到<strong className="good">{result.position}</strong>
          </>
        )}
      </p>
      {!isCounted && (
        <p>截止时{student.agreed ? '监护人' : isGuardian ? '学生本人' : '您'}还没有同意，志愿没有计入。</p>
      )}
      {isCounted && result.wishes.length === 0 && <p>没有填报志愿。</p>}
      <ol>
        {result.wishes.map(({ position, title, text }) => (
          <li key={position}>
            {title}
            <div className="soft">{text}</div>
          </li>
        ))}
      </ol>
      {mate?.text && <p>{mate.text}</p>}
      <p className="soft">
        按各志愿的先后逐个询问，岗位按企业的排序取到名额为止：没有哪个更靠前的志愿会愿意用您替换它录取的人。
      </p>
    </section>
  );
}
