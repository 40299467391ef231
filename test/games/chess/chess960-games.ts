// Chess960 games that two engines played in 2016 (cutechess' test data): starts, moves and winners, nothing else.

interface EngineGame {
  readonly start: string;
  readonly winner: number;
  readonly san: readonly string[];
}

const games = [
  {
    start: 'nbbrknrq/pppppppp/8/8/8/8/PPPPPPPP/NBBRKNRQ w KQkq - 0 1',
    winner: 1,
    san: `
      d4 d5 c3 Nb6 e4 dxe4 Bxe4 g6 g4 c6 Qf3 Ne6 Nb3 Qf6 Qxf6 exf6 h4 O-O Be3 Nf4 Nc5 Rfe8 Nd2 Nbd5 c4 b6 cxd5
      cxd5 Bc2 bxc5 Nb3 c4 Nc5 Bd6 Ba4 Re7 Bc2 h5 gxh5 Nxh5 O-O-O Nf4 Rde1 Kg7 h5 Nxh5 Kd2 f5 Bg5 Rxe1 Rxe1 f6 Bh4
      g5 Rg1 Rh8 Bd1 Kf8 Bg3 f4 Bh2 Ng7 Rh1 Nf5 Bg4 Ke7 Bxf5 Bxf5 f3 Rh3 Ke2 g4 fxg4 Bg6 Ke1 Bxc5 dxc5 Be4 a4 Bxh1
      Bxf4 d4 Kd2 Kd7 g5 fxg5 Bxg5 Kc6 Bf4 Kxc5 a5 Be4 a6 Rb3 Kc1 c3 bxc3 dxc3 Kd1 c2+ Ke2 Rb1 Bd2 c1=Q Bxc1 Rxc1
      Ke3 Kd5 Kf2 Kd4 Kg3 Ke3 Kg4 Rg1+ Kh5 Kf4 Kh6 Rg2 Kh5 Rh2#`,
  },
  {
    start: 'rnkqnbbr/pppppppp/8/8/8/8/PPPPPPPP/RNKQNBBR w KQkq - 0 1',
    winner: 1,
    san: `
      f4 d5 Nc3 Nf6 Nf3 e6 Bd4 h6 e3 Ng4 Qe1 c5 Be5 Nc6 Bb5 Ngxe5 fxe5 Bh7 Bxc6 bxc6 Rf1 Rb8 b3 Rb7 e4 c4 Qe3 Qa5
      Nd4 c5 Nxe6 cxb3 cxb3 fxe6 exd5 exd5 Qh3+ Kb8 Nxd5 c4 Qe6 Bc5 Kd1 cxb3 d4 b2 Rb1 Qa4+ Ke1 Qxd4 Rf3 Qe4+ Ne3
      Qxb1+ Kf2 Qe4 Kg3 b1=Q Qg4 Bxe3 Qxe4 Qxe4 a3 g5 h3 Qxe5+ Kg4 h5+ Kxh5 Bf5#`,
  },
  {
    start: 'nbrnbkqr/pppppppp/8/8/8/8/PPPPPPPP/NBRNBKQR w KQkq - 0 1',
    winner: 0,
    san: `
      c4 c5 f3 Be5 Nb3 d6 e3 Nb6 d4 cxd4 exd4 Bf4 Bd2 Bxd2 Nxd2 Bd7 b3 Nc6 Nc3 f6 d5 Ne5 f4 Ng6 Qf2 Qf7 a4 Rc7 Bd3
      O-O O-O f5 g3 Nc8 Nf3 a5 Ng5 Qf6 Nb5 Bxb5 axb5 Rd7 Ne6 Re8 Qc2 Nb6 Bxf5 Rc8 Ng5 Kh8 Be6 Qd4+ Kh1 Nf8 Rfe1 a4
      bxa4 g6 Re4 Qf6 a5 Nxd5 Bxd5 h6 Ne6 Nh7 a6 b6 Qa2 Ra7 Qf2 Rb8 Nd4 Ng5 Nc6 Nxe4 Bxe4 d5 Bxd5 Rba8 Nxa7 Rxa7
      c5 Rc7 Bc6 Rxc6 bxc6 Qxc6+ Qg2 Qa4 cxb6 Qxa6 Qb2+ Kh7 b7 Qd6 b8=Q Qxb8 Qxb8 g5 Qe8 Kg7 Rc6 g4 Qxe7+ Kg8 Rc8#`,
  },
];

export const engineGames: readonly EngineGame[] = games.map(({ san, ...rest }) => ({
  ...rest,
  san: san.trim().split(/\s+/),
}));
