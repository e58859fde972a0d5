/** The shops of the demo town: made up, and such as one would meet there. */
import type { Point } from '../src/kernel/geo.ts'
import type { CategoryId } from '../src/modules/places/model/categories.ts'

/** Neighbourhoods: where their middle lies, and the streets their shops stand on. */
export const quarters = {
  yeonnam: {
    middle: { lng: 126.9236, lat: 37.5628 },
    gu: '마포구',
    streets: ['동교로38길', '연남로1길', '성미산로29길', '동교로46길'],
  },
  mangwon: {
    middle: { lng: 126.9045, lat: 37.5562 },
    gu: '마포구',
    streets: ['포은로8길', '망원로', '월드컵로13길', '희우정로16길'],
  },
  seongsu: {
    middle: { lng: 127.0557, lat: 37.5433 },
    gu: '성동구',
    streets: ['연무장길', '성수이로7길', '서울숲2길', '아차산로9길'],
  },
  seochon: {
    middle: { lng: 126.9695, lat: 37.5795 },
    gu: '종로구',
    streets: ['자하문로7길', '옥인길', '필운대로5길', '사직로9길'],
  },
} as const satisfies Record<
  string,
  { readonly middle: Point; readonly gu: string; readonly streets: readonly string[] }
>
export type Quarter = keyof typeof quarters

export type DemoMerchant = {
  readonly name: string
  readonly category: CategoryId
  readonly color: string
  /** As `parseHoursText` reads them; null where nobody has told. */
  readonly hours: string | null
  /** Where its shops are, with the branch's name; null for the only one. */
  readonly shops: readonly (readonly [quarter: Quarter, branch: string | null])[]
}

const daily = '10:00-21:00'
const late = 'Mo-Th 11:30-15:00,17:00-21:30; Fr-Su 11:30-22:00'
const night = 'Tu-Th 18:00-01:00; Fr-Sa 18:00-02:00; Su 17:00-24:00'

/** Those with several branches, or that the demo owner runs. */
export const brands: readonly DemoMerchant[] = [
  {
    name: '골목커피',
    category: 'cafe',
    color: '#0f766e',
    hours: 'Mo-Fr 08:00-22:00; Sa-Su 09:00-22:00',
    shops: [
      ['yeonnam', '연남점'],
      ['mangwon', '망원점'],
      ['seongsu', '성수점'],
      ['seochon', '서촌점'],
    ],
  },
  {
    name: '하루빵집',
    category: 'bakery',
    color: '#b45309',
    hours: 'Tu-Su 08:30-20:00',
    shops: [
      ['mangwon', '본점'],
      ['yeonnam', '연남점'],
      ['seongsu', '성수점'],
    ],
  },
  {
    name: '오복분식',
    category: 'snack',
    color: '#be123c',
    hours: 'Mo-Sa 10:30-20:30; PH off',
    shops: [
      ['mangwon', '망원시장점'],
      ['seochon', '통인점'],
      ['seongsu', '성수점'],
    ],
  },
  {
    name: '달빛책방',
    category: 'books',
    color: '#4338ca',
    hours: 'We-Su 12:00-20:00',
    shops: [
      ['seochon', '서촌점'],
      ['yeonnam', '연남점'],
    ],
  },
  {
    name: '마당꽃집',
    category: 'flowers',
    color: '#a21caf',
    hours: daily,
    shops: [
      ['seongsu', '성수점'],
      ['yeonnam', '연남점'],
    ],
  },
  {
    name: '새봄약국',
    category: 'pharmacy',
    color: '#15803d',
    hours: 'Mo-Fr 09:00-20:00; Sa 09:00-15:00; PH off',
    shops: [
      ['mangwon', '망원점'],
      ['seongsu', '성수점'],
    ],
  },
]

const single = (
  quarter: Quarter,
  category: CategoryId,
  name: string,
  color: string,
  hours: string | null,
): DemoMerchant => ({ name, category, color, hours, shops: [[quarter, null]] })

export const singles: readonly DemoMerchant[] = [
  single('yeonnam', 'cafe', '느린오후', '#0369a1', 'We-Mo 11:00-21:00'),
  single('yeonnam', 'restaurant', '연남국수', '#c2410c', late),
  single('yeonnam', 'restaurant', '소담한상', '#9a3412', late),
  single('yeonnam', 'bar', '별헤는밤', '#1e3a8a', night),
  single('yeonnam', 'dessert', '구름빙수', '#0e7490', '12:00-22:00'),
  single('yeonnam', 'beauty', '살롱 연', '#86198f', 'Tu-Su 10:00-20:00'),
  single('yeonnam', 'fashion', '옷장옆방', '#6b21a8', '12:00-20:00'),
  single('yeonnam', 'gifts', '작은선물가게', '#be185d', daily),
  single('yeonnam', 'pharmacy', '연남365약국', '#166534', '09:00-24:00'),
  single('yeonnam', 'convenience', '모퉁이편의점', '#1d4ed8', '24/7'),
  single('yeonnam', 'learning', '흙과 물레', '#7c2d12', 'Tu-Su 11:00-19:00'),
  single('yeonnam', 'pets', '멍멍살롱', '#a16207', 'Mo-Sa 10:00-19:00'),
  single('mangwon', 'cafe', '한강 가는 길', '#0f766e', 'Mo-Su 07:30-20:00'),
  single('mangwon', 'restaurant', '망원칼국수', '#b91c1c', 'Mo-Sa 11:00-15:00,17:00-20:30'),
  single('mangwon', 'restaurant', '고등어한접시', '#1e40af', late),
  single('mangwon', 'restaurant', '카레상점', '#a16207', 'Th-Tu 11:30-15:00,17:00-21:00'),
  single('mangwon', 'dessert', '인절미연구소', '#78350f', '11:00-21:00'),
  single('mangwon', 'bar', '망원맥주', '#92400e', night),
  single('mangwon', 'grocery', '철수네 채소', '#3f6212', 'Mo-Sa 08:00-21:00'),
  single('mangwon', 'grocery', '바다상회', '#075985', 'Tu-Su 09:00-20:00'),
  single('mangwon', 'repair', '자전거병원', '#374151', 'Tu-Sa 10:00-19:00'),
  single('mangwon', 'books', '이후의 서재', '#3730a3', 'We-Su 13:00-20:00'),
  single('mangwon', 'beauty', '머리하는 날', '#9d174d', 'We-Mo 10:00-20:00'),
  single('mangwon', 'convenience', '시장앞편의점', '#1d4ed8', '24/7'),
  single('mangwon', 'gifts', '오래된 서랍', '#7e22ce', null),
  single('seongsu', 'cafe', '붉은벽돌 로스터스', '#991b1b', 'Mo-Su 10:00-22:00'),
  single('seongsu', 'restaurant', '연무장 파스타', '#b45309', late),
  single('seongsu', 'restaurant', '성수족발', '#7f1d1d', '16:00-23:00'),
  single('seongsu', 'bar', '기름때', '#111827', night),
  single('seongsu', 'bakery', '새벽네시', '#b45309', 'We-Su 09:00-18:00'),
  single('seongsu', 'fashion', '가죽공방 결', '#713f12', 'Mo-Sa 11:00-20:00'),
  single('seongsu', 'fashion', '실과 바늘', '#6b21a8', '11:00-20:00'),
  single('seongsu', 'culture', '창고전시장', '#334155', 'Tu-Su 11:00-19:00'),
  single('seongsu', 'gifts', '문구점 온도', '#0f766e', '11:30-20:30'),
  single('seongsu', 'sports', '클라임 성수', '#c2410c', 'Mo-Fr 10:00-23:00; Sa-Su 10:00-20:00'),
  single('seongsu', 'convenience', '공장길편의점', '#1d4ed8', '24/7'),
  single('seochon', 'cafe', '기와 아래', '#44403c', 'Tu-Su 10:00-21:00'),
  single(
    'seochon',
    'restaurant',
    '효자동 밥상',
    '#9a3412',
    'Mo-Sa 11:30-14:30,17:30-21:00; PH off',
  ),
  single('seochon', 'restaurant', '체부동 만두', '#c2410c', late),
  single('seochon', 'bar', '옥인 막걸리', '#4d7c0f', night),
  single('seochon', 'dessert', '한과당', '#a16207', '10:00-19:00'),
  single('seochon', 'culture', '골목미술관', '#475569', 'Tu-Su 10:30-18:30'),
  single('seochon', 'learning', '먹과 붓', '#1c1917', 'Tu-Sa 13:00-20:00'),
  single('seochon', 'lodging', '한옥 쉼', '#7c2d12', '24/7'),
  single('seochon', 'health', '인왕한의원', '#166534', 'Mo-Fr 09:30-19:00; Sa 09:30-14:00; PH off'),
]
