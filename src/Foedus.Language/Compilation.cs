using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language;

/// <summary>What the compiler made of a text.</summary>
/// <param name="Core">Null iff there is an error among the diagnostics.</param>
/// <param name="Diagnostics">In the order of the text, file by file.</param>
/// <param name="Tree">Of the main file, whatever its faults.</param>
public sealed record Compilation(Agreement? Core, ImmutableArray<Diagnostic> Diagnostics, SyntaxTree Tree);
