// Emoji codes that bots and people use often. An unknown code stays as it was typed.

const TABLE = `
large_green_circle 🟢|large_yellow_circle 🟡|red_circle 🔴|large_red_circle 🔴|large_orange_circle 🟠
large_blue_circle 🔵|blue_circle 🔵|large_purple_circle 🟣|large_brown_circle 🟤|white_circle ⚪|black_circle ⚫
large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥|large_orange_square 🟧|large_blue_square 🟦
white_square ⬜|black_square ⬛|white_large_square ⬜|black_large_square ⬛|white_small_square ▫️|black_small_square ▪️
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
heavy_multiplication_x ✖️|heavy_plus_sign ➕|heavy_minus_sign ➖|heavy_division_sign ➗|question ❓
grey_question ❔|exclamation ❗|grey_exclamation ❕|bangbang ‼️|interrobang ⁉️|warning ⚠️|no_entry ⛔
no_entry_sign 🚫|construction 🚧|rotating_light 🚨|octagonal_sign 🛑|stop_sign 🛑|information_source ℹ️
zzz 💤|checkered_flag 🏁|triangular_flag_on_post 🚩|white_flag 🏳️|black_flag 🏴|flag-vn 🇻🇳|flag-us 🇺🇸|flag-gb 🇬🇧|gb 🇬🇧
dart 🎯|trophy 🏆|medal 🏅|sports_medal 🏅|first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|memo 📝|pencil 📝|pencil2 ✏️
spiral_calendar_pad 🗓️|calendar 📆|date 📅|alarm_clock ⏰|stopwatch ⏱️|hourglass ⌛|hourglass_flowing_sand ⏳
timer_clock ⏲️|clock9 🕘|clock3 🕒|watch ⌚|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|pushpin 📌|round_pushpin 📍
paperclip 📎|link 🔗|lock 🔒|unlock 🔓|key 🔑|mag 🔍|mag_right 🔎|bulb 💡|gear ⚙️|wrench 🔧|hammer 🔨
hammer_and_wrench 🛠️|package 📦|file_folder 📁|open_file_folder 📂|page_facing_up 📄|books 📚|book 📖|bookmark 🔖
email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭
telephone_receiver 📞|iphone 📱|computer 💻|desktop_computer 🖥️|moneybag 💰|dollar 💵|money_with_wings 💸|coin 🪙
arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_upper_right ↗️|arrow_lower_right ↘️
arrow_right_hook ↪️|leftwards_arrow_with_hook ↩️|arrows_counterclockwise 🔄|repeat 🔁|arrow_forward ▶️
small_red_triangle 🔺|small_red_triangle_down 🔻|arrow_up_small 🔼|arrow_down_small 🔽|double_vertical_bar ⏸️
zero 0️⃣|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|100 💯|1234 🔢
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|clap 👏|wave 👋|raised_hands 🙌|raised_hand ✋|pray 🙏|muscle 💪
point_right 👉|point_left 👈|point_up ☝️|point_down 👇|handshake 🤝|eyes 👀|brain 🧠|bust_in_silhouette 👤
busts_in_silhouette 👥|robot_face 🤖|smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|blush 😊|wink 😉|joy 😂
thinking_face 🤔|neutral_face 😐|disappointed 😞|worried 😟|cry 😢|sob 😭|sweat_smile 😅|scream 😱|tired_face 😫
sunglasses 😎|heart_eyes 😍|partying_face 🥳|saluting_face 🫡|face_with_monocle 🧐|sleeping 😴|heart ❤️
green_heart 💚|yellow_heart 💛|broken_heart 💔|tada 🎉|confetti_ball 🎊|sparkles ✨|star ⭐|star2 🌟|fire 🔥|rocket 🚀
boom 💥|zap ⚡|rainbow 🌈|sunny ☀️|partly_sunny ⛅|cloud ☁️|umbrella ☔|snowflake ❄️|seedling 🌱|evergreen_tree 🌲
four_leaf_clover 🍀|coffee ☕|cake 🍰|birthday 🎂|gift 🎁|balloon 🎈|compass 🧭|world_map 🗺️|globe_with_meridians 🌐
house 🏠|office 🏢|factory 🏭|hospital 🏥|school 🏫|car 🚗|airplane ✈️|ship 🚢|thread 🧵|puzzle_piece 🧩|test_tube 🧪`;

const BY_CODE = new Map(
  TABLE.trim().split(/[|\n]/).map((entry) => entry.split(" ")),
);

/** The character of a code without its colons, or undefined. */
export function emojiFor(code) {
  return BY_CODE.get(code);
}

/** Replace every known `:code:` in a plain text. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, code) => BY_CODE.get(code) ?? whole);
}
