"""A reader's copy → clean paragraphs → chapters and sections → where a citation stands."""
