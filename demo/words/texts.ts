/** Words for contents, in Italian and English. Written for this story. */

export interface Pair {
  readonly it: string;
  readonly en: string;
}

const pairs = (lines: string): readonly Pair[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [it = '', en = ''] = line.split('|').map((part) => part.trim());
      return { it, en };
    });

export const PRODUCTS = pairs(`
  Plaid in lana cotta | Boiled wool throws
  Lenzuola di lino lavato | Washed linen sheets
  Maglioni in cashmere rigenerato | Recycled cashmere jumpers
  Grembiuli da cucina | Kitchen aprons
  Tovaglie tessute a mano | Hand-woven tablecloths
  Calze in filo di Scozia | Lisle socks
  Candele di cera d'api | Beeswax candles
  Ceramiche smaltate | Glazed ceramics
  Camicie in ortica | Nettle-fibre shirts
  Asciugamani a nido d'ape | Waffle towels
  Sciarpe di seta | Silk scarves
  Cesti di vimini | Wicker baskets
  Pantofole in feltro | Felt slippers
  Guanti di pelle | Leather gloves
  Cappotti di loden | Loden coats
`);

export const SEASONS = pairs(`
  per il primo freddo | for the first cold days
  per le domeniche di pioggia | for rainy Sundays
  per la tavola delle feste | for the festive table
  per un regalo che dura | for a gift that lasts
  per chi viaggia leggero | for those who travel light
  per le sere di novembre | for November evenings
  per la casa nuova | for the new home
  per un inverno lento | for a slow winter
`);

export const OPENINGS: Readonly<Record<string, readonly Pair[]>> = {
  CARD: pairs(`
    Scelti da noi | Our pick
    In vetrina | In the window
    Appena arrivati | Just in
  `),
  ARTICLE: pairs(`
    Come nascono | How they are made
    Tre domande su | Three questions about
    La storia dietro | The story behind
  `),
  OFFER: pairs(`
    Due al prezzo di uno | Two for one
    Punti doppi | Double points
    Un quinto in meno | A fifth off
  `),
  EVENT: pairs(`
    Laboratorio | Workshop
    Serata in negozio | Evening in the store
    Incontro con chi li fa | Meet the makers
  `),
  GUIDE: pairs(`
    Come si lavano | How to wash
    Scegliere bene | Choosing well
    Farli durare | Making them last
  `),
};

/** What half of the readers see instead, while an experiment runs. */
export const VARIANT_OPENINGS = pairs(`
  Venite a vedere | Come and see
  Provateli da noi | Try them with us
`);

export const SENTENCES = pairs(`
  Li facciamo in piccole serie, con chi conosciamo per nome. | We make them in small batches, with people whom we know by name.
  La fibra arriva da campi a meno di duecento chilometri. | The fibre comes from fields less than two hundred kilometres away.
  Il colore cambia poco con gli anni, e cambia in meglio. | The colour changes little with the years, and for the better.
  In negozio si possono toccare, e conviene farlo. | You can touch them in the store, and you should.
  Ogni pezzo porta la data in cui è stato finito. | Each piece carries the date on which it was finished.
  Se qualcosa si rompe, lo ripariamo senza chiedere lo scontrino. | If something breaks, we mend it without asking for the receipt.
  Bastano acqua fredda e un po' di pazienza. | Cold water and some patience are enough.
  Le misure sono quelle vere: chi è in dubbio prenda la più grande. | The sizes are honest: when in doubt, take the larger one.
  Li abbiamo provati per un inverno intero prima di venderli. | We tried them for a whole winter before we sold them.
  La confezione è di cartone, e torna a essere cartone. | The box is cardboard, and becomes cardboard again.
  Chi ha la tessera trova il prezzo già scontato in cassa. | Card holders find the price already reduced at the till.
  Ne restano pochi: quando finiscono, finiscono. | Few are left: when they are gone, they are gone.
`);

export const TAGS: readonly string[] = (
  'lana lino cashmere ortica seta cotone casa cucina letto bagno tavola regalo inverno pioggia viaggio bambini artigiani ' +
  'riparazione colore negozio evento offerta guida natale lentezza'
).split(' ');

/** What a line of a receipt says. */
export const CATEGORIES: readonly string[] = ['casa', 'letto', 'bagno', 'cucina', 'abbigliamento', 'accessori'];
