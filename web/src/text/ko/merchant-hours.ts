/** Words of opening hours. */

export const merchantHours = {
  weekdays: '월,화,수,목,금,토,일',
  presetCafe: '카페처럼',
  presetRestaurant: '식당처럼',
  presetShop: '상점처럼',
  presetNight: '늦은 밤까지',
  presetAlways: '24시간',
  presets: '자주 쓰는 영업시간',
  closed: '쉬어요',
  opensAt: (day: string) => `${day}요일 여는 시각`,
  closesAt: (day: string) => `${day}요일 닫는 시각`,
  isOpenOn: (day: string) => `${day}요일에 열어요`,
  nextDay: '다음 날',
  editDays: '요일마다 고치기',
  range: ({ first, last }: { first: string; last: string }) => `${first}–${last}`,
  allDay: '24시간',
}
