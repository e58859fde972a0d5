/** Where a map begins when nobody said where they are: the city hall of Seoul. */
export const MAP_START = { lng: 126.978, lat: 37.5665 }
