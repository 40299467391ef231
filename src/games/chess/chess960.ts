// The 960 start positions of Chess960, by the numbers that Reinhard Scharnagl gave them: 518 is the usual one.
// https://www.chessprogramming.org/Reinhard_Scharnagl (direct derivation)

/** What two knights leave to rook, king and rook, of five free files: Scharnagl's N5N table. */
const KNIGHTS = ['NN---', 'N-N--', 'N--N-', 'N---N', '-NN--', '-N-N-', '-N--N', '--NN-', '--N-N', '---NN'] as const;

export const CHESS960_POSITIONS = 960;

/** The start position with a number from 0 to 959, in FEN. */
export function startPosition(number: number): string {
  const white = backRank(number);
  return `${white.toLowerCase()}/pppppppp/8/8/8/8/PPPPPPPP/${white} w KQkq - 0 1`;
}

/** White's pieces from the a-file to the h-file: bishops on one colour each, the king between its rooks. */
function backRank(number: number): string {
  const files = Array.from({ length: 8 }, () => '');
  const take = (divisor: number): number => {
    const rest = number % divisor;
    number = (number - rest) / divisor;
    return rest;
  };
  files[take(4) * 2 + 1] = 'B';
  files[take(4) * 2] = 'B';
  files[free(files)[take(6)]!] = 'Q';
  const knights = KNIGHTS[number]!;
  const others = ['R', 'K', 'R'];
  free(files).forEach((file, i) => (files[file] = knights[i] === 'N' ? 'N' : others.shift()!));
  return files.join('');
}

const free = (files: readonly string[]): number[] => [...files.keys()].filter((file) => files[file] === '');
