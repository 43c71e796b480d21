type Passage = {
  id: string;
  length: number;
  before: string;
  text: string;
  after: string;
  otherBefore: string;
  otherText: string;
  otherAfter: string;
};

/** Passages that stand in two applications, side by side. `titles` says whose each side is. */
export function RepeatedPassages<P extends Passage>({
  passages,
  titles,
}: {
  passages: readonly P[];
  titles: (passage: P) => readonly [here: string, there: string];
}) {
  return (
    <ol className="plain-list">
      {passages.map((passage) => {
        const [here, there] = titles(passage);
        return (
          <li key={passage.id} className="repeated">
            <p className="soft">{passage.length}字相同</p>
            <blockquote>
              <cite>{here}</cite>
              <p>
                {passage.before}
                <mark>{passage.text}</mark>
                {passage.after}
              </p>
            </blockquote>
            <blockquote>
              <cite>{there}</cite>
              <p>
                {passage.otherBefore}
                <mark>{passage.otherText}</mark>
                {passage.otherAfter}
              </p>
            </blockquote>
          </li>
        );
      })}
    </ol>
  );
}
