// The commands and samples of a Markdown file, in order, with what its source says about running them.
export type Block = {
  language: 'sh' | 'sql' | 'ts';
  text: string;
  /** Of the fence, for messages. */
  line: number;
  heading: string;
  /** `<!-- not run here: why -->`. */
  notRun?: string;
  /** `<!-- run by tests/….test.ts -->`: a test of its own, which takes the block from here. */
  runBy?: string;
  /** `<!-- on the legacy server -->`, `<!-- as the approver -->`; without either, where and as whom commands are typed. */
  where: 'here' | 'legacy' | 'approver';
  /** The fence `output` that follows: pieces that have to be printed in this order; … stands for anything. */
  prints: string[];
};

const marker =
  /^<!-- (not run here: (?<notRun>.+)|run by (?<runBy>\S+)|(?<legacy>on the legacy server)|(?<approver>as the approver)) -->$/;

/** White space counts as one blank: documents break lines where they have to. */
export const condense = (text: string): string => text.replace(/\s+/g, ' ').trim();

export function extract(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let heading = '';
  let said: Record<string, string | undefined> = {};
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, title] = /^#+ (.*)$/.exec(line) ?? [];
    if (title !== undefined) heading = title;
    const [, fence] = /^\s*```(\w*)/.exec(line) ?? [];
    if (fence === undefined) {
      if (line.trim() !== '') said = marker.exec(line.trim())?.groups ?? {};
      continue;
    }
    const from = at + 1;
    while (at + 1 < lines.length && !/^\s*```\s*$/.test(lines[at + 1] ?? '')) at += 1;
    at += 1;
    const last = blocks.at(-1);
    if (fence === 'output' && last) last.prints = lines.slice(from, at).join('\n').split('…').map(condense);
    if (fence === 'sh' || fence === 'sql' || fence === 'ts') {
      blocks.push({
        language: fence,
        text: `${lines.slice(from, at).join('\n')}\n`,
        line: from,
        heading,
        ...(said.notRun && { notRun: said.notRun }),
        ...(said.runBy && { runBy: said.runBy }),
        prints: [],
        where: said.legacy ? 'legacy' : said.approver ? 'approver' : 'here',
      });
    }
    said = {};
  }
  return blocks;
}
