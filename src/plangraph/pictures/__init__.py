"""Pictures of answers: bars and lines as data for a chart, trees and networks as SVG."""
