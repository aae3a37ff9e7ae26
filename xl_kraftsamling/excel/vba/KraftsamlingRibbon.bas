Attribute VB_Name = "KraftsamlingRibbon"
Option Explicit

' What the buttons of the ribbon tab call (customUI/customUI.xml).

Public Sub OnValidera(control As IRibbonControl)
    Validera
End Sub

Public Sub OnRensaMarkeringar(control As IRibbonControl)
    RensaMarkeringar
End Sub

Public Sub OnVisaSaldo(control As IRibbonControl)
    VisaSaldo
End Sub

Public Sub OnFarDetOmfordelas(control As IRibbonControl)
    FarDetOmfordelas
End Sub

Public Sub OnSkrivRapport(control As IRibbonControl)
    SkrivRapport
End Sub
