namespace LienThong.Workflows.Model;

/// <summary>How flowcharts decide what runs next: by counting visits (the default), or by tokens that travel over the arrows (elsa-format §6).</summary>
public enum FlowchartMode { CounterBased, TokenBased }
