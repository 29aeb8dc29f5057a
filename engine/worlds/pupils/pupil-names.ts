import { randomStream } from '../../stats/distributions/random-stream.ts';

/** Forenames as heard in English classrooms; the same name may be met in any family, so none goes with any surname. */
const girls =
  'Amelia Olivia Isla Ava Freya Lily Florence Poppy Evie Willow Daisy Matilda Rosie Phoebe Martha Imogen Eleanor Harriet Niamh Seren Carys Aoife Aisha Fatima Maryam Zainab Khadija Amina Safiya Hafsa Inaya Priya Ananya Diya Jasleen Simran Kiran Mei Lan Yuki Hana Zofia Maja Oliwia Lena Elif Ayla Leyla Nadia Chloe Grace Ruby Ella Ivy Ama Efua Adaeze Chiamaka Temilola Folake Makena Amara Thandi Esther Miriam Leah Rivka Sofia Lucia Ines Bianca Ioana Darya Sabina Nell Beth Tilly Orla'.split(
    ' ',
  );
const boys =
  'Oliver George Noah Arthur Leo Theo Oscar Archie Jack Henry Alfie Freddie Arlo Finley Rory Callum Ewan Dylan Rhys Owen Cillian Muhammad Yusuf Ibrahim Zakariya Hamza Bilal Ismail Ayaan Arjun Rohan Vihaan Harjit Gurpreet Jun Wei Kenji Jakub Antoni Filip Kacper Emre Kerem Omar Tariq Samuel Daniel Kwame Kofi Emeka Chidi Tobi Ayo Jabari Tendai Elijah Isaac Reuben Asher Mateo Diego Luca Andrei Stefan Maksym Bogdan Joshua Toby Stanley Albert Ralph Wilfred Barnaby Jude Ellis Kit Sonny Reggie'.split(
    ' ',
  );

/** Surnames are put together from these two lists and are nobody's on purpose. */
const surnameStarts =
  'Bramble Thistle Fern Hazel Oaken Merry Otter Heron Plover Wren Larch Marsh Tarn Beck Fell Copper Silver Lantern Harbour Meadow Clover Sorrel Teasel Willow Quill Pebble Amber Saffron Juniper Barley'.split(
    ' ',
  );
const surnameEnds = 'whistle thorpe wick combe ridge mere shaw stead by ford dale brook croft field ley worth'.split(
  ' ',
);

/** A forename and an invented surname for each pupil, from a stream of the seed that nothing else uses. */
export function pupilNames(
  seed: number | string,
  sex: readonly ('F' | 'M')[],
): { forename: string; surname: string }[] {
  const random = randomStream(seed).sub('names');
  return sex.map((one) => {
    const forenames = one === 'F' ? girls : boys;
    const forename = forenames[random.below(forenames.length)];
    const surname = surnameStarts[random.below(surnameStarts.length)] + surnameEnds[random.below(surnameEnds.length)];
    return { forename, surname };
  });
}
