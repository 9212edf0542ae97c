/** Given names and surnames that are common in Italy, put together at random: nobody is meant. */

export const GIVEN_NAMES: readonly string[] = (
  'Alessandro Alessia Alice Andrea Anna Antonio Aurora Beatrice Benedetta Bianca Camilla Carlo Caterina Chiara Claudia Cristina ' +
  'Daniele Davide Diego Edoardo Elena Elisa Emanuele Emma Enrico Erica Federica Federico Filippo Francesca Francesco Gabriele ' +
  'Gaia Giacomo Ginevra Giorgia Giorgio Giovanni Greta Ilaria Irene Isabella Jacopo Laura Leonardo Letizia Lorenzo Lucia Ludovica ' +
  'Margherita Maria Marta Martina Matilde Matteo Mattia Michele Nicola Nicole Noemi Paola Paolo Pietro Rebecca Riccardo Roberta ' +
  'Roberto Samuele Sara Serena Silvia Simone Stefano Teresa Tommaso Valentina Valerio Veronica Vittoria'
).split(' ');

export const SURNAMES: readonly string[] = (
  'Amato Barbieri Basile Bellini Benedetti Bernardi Bianchi Brambilla Bruno Carbone Caruso Castelli Cattaneo Colombo Conte Conti ' +
  'Coppola Costa Damico Deodato Donati Esposito Fabbri Farina Ferrara Ferrari Ferretti Ferri Fiore Fontana Fumagalli Galli Gallo ' +
  'Gatti Gentile Giordano Grassi Greco Grossi Guerra Leone Lombardi Longo Mancini Marchetti Mariani Marini Marino Martinelli ' +
  'Martini Messina Montanari Monti Morelli Moretti Negri Neri Orlando Pagano Palumbo Parisi Pellegrini Piras Ricci Rinaldi Riva ' +
  'Rizzi Rizzo Romano Rossetti Rossi Ruggiero Russo Sala Sanna Santoro Serra Silvestri Sorrentino Testa Valentini Villa Vitale Vitali'
).split(' ');
