// What is put on the screen: text that nobody has made safe yet, and how it is to look.
import type picocolors from 'picocolors';
import { visible } from './visible.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

type Style = 'good' | 'bad' | 'doubtful' | 'strong' | 'faint';
export type Styled = { style: Style; text: string };
export type Cell = string | number | boolean | null | undefined | Styled;

const styled =
  (style: Style) =>
  (text: string | number): Styled => ({ style, text: String(text) });
export const good = styled('good');
export const bad = styled('bad');
export const doubtful = styled('doubtful');
export const strong = styled('strong');
export const faint = styled('faint');

/** Made safe first, coloured then: no text of others brings colours or movements of its own. */
export function paint(cell: Cell, colors: Colors): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return visible(String(cell));
  const text = visible(cell.text);
  switch (cell.style) {
    case 'good':
      return colors.green(text);
    case 'bad':
      return colors.red(text);
    case 'doubtful':
      return colors.yellow(text);
    case 'strong':
      return colors.bold(text);
    case 'faint':
      return colors.dim(text);
  }
}
