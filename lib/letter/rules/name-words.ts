/** Names that are words too: they count as a name only where they are written as one. */
export const NAME_WORDS: ReadonlySet<string> = new Set(
  [
    "abbot angel archer ash baker ball banks barber bark beach beard bell bench berry best bird bishop black blood bloom blue",
    "bond book boot bowl bridge bright brook brown burn bush butcher butler cannon carpenter carter case chance chase church",
    "clay cloud coats cole cook cooper corn cotton cox cross crown curry cutter dale dance dark dawn day dean dear drake drew dry",
    "faith farmer field fine finch fish fisher flint flood flower foot ford forest foster fox frank free french frost fry gale",
    "garden gates gay gentle glass gold good goodman grace grant gray green grey grove guest hall hand hard harp hart hazel head",
    "heard heart heath hill hind holly holmes hood hook hope house hunt hunter ivy jack joy judge june kay key kind king knight",
    "lake lamb land lane large laurel law lay leaf little lock long lord love low major manner mark marks marsh mason may mead",
    "merry miles mills moody moon moor more moss nail neighbour neighbor new noble noon north nurse nut oak oaks olive page paige",
    "park parish parker parks peace peach penny pepper perry pike pill piper pitt place pond poole pope porter pound power price",
    "pride prince proud quick rain read reader rice rich rider ring rivers robin root rose royal rule salmon sands savage sergeant sharp",
    "shepherd short silver singer small smart smith snow speed spring star steel stone storm street strong summer summers sweet swift",
    "tailor tanner taylor temple thorn tide town tree tucker turner underwood vale wade walker wall ward warm waters weaver webb week",
    "weeks wells west wheeler white wild will winter wise wolf wood woods workman worth wright yard young",
    "blanco bueno calle campo campos casa castillo cruz flores fuentes iglesias leal luna mar mora moreno prado rey rico rojas rosa sol vega vela",
  ].flatMap((words) => words.split(" ")),
);
