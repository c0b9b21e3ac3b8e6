//! The parts of a Word file that are the same for every document (ECMA-376), and how XML is written.

use std::fmt::Write as _;

/// A text inside an element or an attribute. Characters that XML 1.0 cannot hold are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => safe.push(character),
        }
    }
    safe
}

pub(crate) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// The namespaces of a part with text.
pub(crate) const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture""#;

pub(crate) const CONTENT_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

pub(crate) const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

pub(crate) const SETTINGS: &str = r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// The relations of the document: its parts, its pictures and the links in it, by the ids that it names.
pub(crate) fn relations(pictures: usize, links: &[String]) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut text =
        String::from(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#);
    for (id, part) in [("rId1", "styles"), ("rId2", "settings")] {
        let _ = write!(
            text,
            r#"<Relationship Id="{id}" Type="{kind}/{part}" Target="{part}.xml"/>"#
        );
    }
    for (id, part) in [("rId3", "header"), ("rId4", "footer")] {
        let _ = write!(
            text,
            r#"<Relationship Id="{id}" Type="{kind}/{part}" Target="{part}1.xml"/>"#
        );
    }
    for number in 1..=pictures {
        let _ = write!(
            text,
            r#"<Relationship Id="picture{number}" Type="{kind}/image" Target="media/qr{number}.png"/>"#
        );
    }
    for (number, link) in (1..).zip(links) {
        let link = escaped(link);
        let _ = write!(
            text,
            r#"<Relationship Id="link{number}" Type="{kind}/hyperlink" Target="{link}" TargetMode="External"/>"#
        );
    }
    text + "</Relationships>"
}

/// The styles: headings are Word's own, so that its outline and readers of screens find them.
pub(crate) fn styles(language: &str, is_rtl: bool) -> String {
    let paragraph = if is_rtl { "<w:bidi/>" } else { "" };
    let lang = lang(language);
    let mut text = format!(
        r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:eastAsia="Noto Sans CJK SC" w:cs="Noto Naskh Arabic"/><w:sz w:val="20"/><w:szCs w:val="22"/>{lang}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{paragraph}<w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>"#
    );
    let heading = |id: &str, name: &str, outline: Option<u8>, size: u8, before: u16| {
        let outline = outline.map_or(String::new(), |level| format!(r#"<w:outlineLvl w:val="{level}"/>"#));
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="120"/>{outline}</w:pPr><w:rPr><w:b/><w:bCs/><w:color w:val="1F4E79"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
        )
    };
    text += &heading("Title", "Title", None, 38, 0);
    text += &heading("Heading1", "heading 1", Some(0), 30, 400);
    text += &heading("Heading2", "heading 2", Some(1), 25, 340);
    text += &heading("Heading3", "heading 3", Some(2), 22, 260);
    text += &heading("Heading4", "heading 4", Some(3), 20, 220);
    for (id, name, indent) in [("TOC1", "toc 1", 0), ("TOC2", "toc 2", 240), ("TOC3", "toc 3", 480)] {
        let _ = write!(
            text,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="end" w:leader="dot" w:pos="9400"/></w:tabs><w:ind w:start="{indent}"/></w:pPr></w:style>"#
        );
    }
    let small = |id: &str, name: &str, indent: u16, properties: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{properties}<w:ind w:start="{indent}"/></w:pPr><w:rPr><w:color w:val="4A5560"/><w:sz w:val="17"/><w:szCs w:val="19"/></w:rPr></w:style>"#
        )
    };
    text += &small("Note", "Note", 170, "");
    text += &small(
        "Code",
        "Question Code",
        0,
        r#"<w:keepNext/><w:spacing w:before="240" w:after="20"/>"#,
    );
    text += &small("Hint", "Question Hint", 0, "<w:keepNext/>");
    text += &small("Header", "header", 0, "");
    text += &small("Footer", "footer", 0, "");
    text += r#"<w:style w:type="paragraph" w:styleId="Question"><w:name w:val="Question"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#;
    text += r#"<w:style w:type="paragraph" w:styleId="Answer"><w:name w:val="Answer"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:start="170"/></w:pPr></w:style>"#;
    text += r#"<w:style w:type="paragraph" w:styleId="Standing"><w:name w:val="Standing"/><w:basedOn w:val="Answer"/><w:rPr><w:color w:val="1F4E79"/></w:rPr></w:style>"#;
    text += r#"<w:style w:type="paragraph" w:styleId="Line"><w:name w:val="Line to write on"/><w:basedOn w:val="Answer"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="9AA5B1"/><w:between w:val="single" w:sz="4" w:space="1" w:color="9AA5B1"/></w:pBdr><w:spacing w:before="160" w:after="0"/></w:pPr></w:style>"#;
    text += r#"<w:style w:type="character" w:styleId="Badge"><w:name w:val="Badge"/><w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="4A5560"/><w:sz w:val="15"/><w:szCs w:val="17"/></w:rPr></w:style>"#;
    text += r#"<w:style w:type="character" w:styleId="ContentsTitle"><w:name w:val="Contents Title"/><w:rPr><w:b/><w:bCs/><w:color w:val="1F4E79"/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr></w:style>"#;
    text += r#"<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/><w:rPr><w:b/><w:bCs/><w:color w:val="8A1C1C"/></w:rPr></w:style>"#;
    text += r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F4E79"/><w:u w:val="single"/></w:rPr></w:style>"#;
    text + "</w:styles>"
}

/// The language of a run, told in the place that Word keeps for its script.
pub(crate) fn lang(language: &str) -> String {
    match language {
        "ar" => r#"<w:lang w:val="ar" w:bidi="ar"/>"#.to_owned(),
        "zh" => r#"<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>"#.to_owned(),
        other => format!(r#"<w:lang w:val="{}"/>"#, escaped(other)),
    }
}
